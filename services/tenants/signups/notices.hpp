#pragma once
#include "domain/person.hpp"
#include "mvp/pg/database.hpp"
#include "signups/signup.hpp"

namespace mvp::tenants {

/// Owes every admin the mail that somebody asks to join.
Task<> tell_admins(pg::Transaction& tx, const TenantFacts& tenant, const Signup& signup, const std::vector<Contact>& admins);

/// Owes the person the mail that says how their request was decided, if they have shown that the address is theirs: nobody
/// else shall read it. Whoever has not finds the decision on the site; the log says why there is no mail.
Task<> tell_person(pg::Transaction& tx, const Context& context, const TenantFacts& tenant, const Signup& signup,
                   std::optional<std::string> verified_address);

}  // namespace mvp::tenants
