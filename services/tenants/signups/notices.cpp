#include "signups/notices.hpp"

#include "domain/mail_address.hpp"
#include "domain/outbox.hpp"
#include "mvp/log/log.hpp"

namespace mvp::tenants {

Task<> tell_admins(pg::Transaction& tx, const TenantFacts& tenant, const Signup& signup, const std::vector<Contact>& admins) {
  for (const auto& admin : admins) {
    const auto recipient = mail_address(admin.email);
    if (!recipient) continue;  // brought in without an address: they find the request in the garage
    co_await post(tx, {.dedup_key = "signup:" + signup.id.value + ":requested:" + admin.sub,
                       .recipient = *recipient,
                       .kind = MailTemplate::signup_requested,
                       .data = {{"tenant", tenant.slug}, {"tenant_name", tenant.name}, {"name", signup.user_name}, {"email", signup.user_email}}});
  }
}

Task<> tell_person(pg::Transaction& tx, const Context& context, const TenantFacts& tenant, const Signup& signup,
                   std::optional<std::string> verified_address) {
  if (!verified_address) {
    log::write(log::Level::info, context, "no mail of the decision: the person has no verified address", {{"signup", signup.id.value}});
    co_return;
  }
  const bool is_approved = signup.status == SignupStatus::approved;
  co_await post(tx, {.dedup_key = "signup:" + signup.id.value + ":decided",
                     .recipient = std::move(*verified_address),
                     .kind = is_approved ? MailTemplate::signup_approved : MailTemplate::signup_rejected,
                     .data = {{"tenant", tenant.slug}, {"tenant_name", tenant.name}, {"reason", signup.reason.value_or("")}}});
}

}  // namespace mvp::tenants
