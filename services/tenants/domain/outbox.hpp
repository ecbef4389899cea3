#pragma once
#include <boost/describe/enum.hpp>
#include <string>

#include "domain/operation.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

BOOST_DEFINE_ENUM_CLASS(MailTemplate, signup_requested, signup_approved, signup_rejected, invitation, tenant_archived)

/// A mail that a decision owes somebody. What its text needs is in mails/templates.hpp, by template.
struct NewMail {
  std::string dedup_key;  ///< the decision and whom it tells: the same key is written once, ever
  std::string recipient;
  MailTemplate kind{};
  json::Object data{};
};

/// Writes it in the transaction of the decision itself: neither exists alone. The sender finds it there.
Task<> post(pg::Transaction& tx, NewMail mail);

/// Takes back what was not sent yet; nobody can have it sent later either.
Task<> call_back(pg::Transaction& tx, std::string dedup_key, std::string reason);

/// Removes every mail about a tenant that is purged, sent or not. @return how many there were.
Task<std::int64_t> forget_mails(pg::Transaction& tx, TenantId tenant);

}  // namespace mvp::tenants
