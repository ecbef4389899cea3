#pragma once
#include "domain/person.hpp"
#include "mvp/pg/database.hpp"
#include "signups/signup.hpp"

namespace mvp::tenants {

/// Owes every admin the mail that somebody asks to join.
Task<> tell_admins(pg::Transaction& tx, const TenantFacts& tenant, const Signup& signup, const std::vector<Contact>& admins);

/// Owes the person the mail that says how their request was decided.
Task<> tell_person(pg::Transaction& tx, const TenantFacts& tenant, const Signup& signup);

}  // namespace mvp::tenants
