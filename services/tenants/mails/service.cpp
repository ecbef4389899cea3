#include "mails/service.hpp"

#include "domain/audit_trail.hpp"

namespace mvp::tenants {
namespace {

std::string why_not(const OutboxMail& mail) {
  switch (mail.state) {
    case MailState::sent: return "This mail has been sent.";
    case MailState::recalled: return "This mail was recalled: the reason for it is gone.";
    case MailState::pending:
    case MailState::failed:
    case MailState::skipped: break;
  }
  return "This mail is waiting to be sent already.";
}

}  // namespace

Task<Result<OutboxMail>> Mails::retry(const Context& context, MailId id) {
  co_return co_await db_.transaction(context, [&](pg::Transaction& tx) -> Task<Result<OutboxMail>> {
    const auto before = co_await repository_.find(tx, id);
    if (!before) co_return fail(Errc::not_found, "There is no such mail.");
    auto after = co_await repository_.put_back(tx, id);
    if (!after) co_return fail(Errc::conflict, why_not(*before));
    co_await record(tx, context, {.tenant = {}, .action = "mail.retry", .target = id.value, .before = json::to_value(*before), .after = json::to_value(*after)});
    co_return std::move(*after);
  });
}

}  // namespace mvp::tenants
