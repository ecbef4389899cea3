#include "mails/sender.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::tenants {
namespace {

using namespace std::chrono_literals;
using Outcome = mail::Delivery::Outcome;

Context soon() { return Context{.deadline = std::chrono::steady_clock::now() + 5s}; }

std::string name_of(MailTemplate kind) { return boost::describe::enum_to_string(kind, "?"); }

void count(std::string_view outcome) {
  metrics::count("mails_total", "Mails by what came of an attempt.", {{"outcome", std::string(outcome)}});
}

}  // namespace

mail::Message MailSender::message_of(const ClaimedMail& mail) const {
  auto words = mail_text(mail.kind, mail.data, config_.site, tokens_);
  return {.id = mail.id.value + '@' + config_.site.domain, .from = config_.from, .to = mail.recipient,
          .subject = std::move(words.subject), .text = std::move(words.text), .date = mail.created_at};
}

Task<> MailSender::deliver(const ClaimedMail& mail, std::stop_token stop) {
  if (config_.smtp.url.empty()) {
    log::warn("mail is not sent: no SMTP server is set", {{"mail", mail.id.value}, {"template", name_of(mail.kind)}});
    count("skipped");
    co_await repository_.give_up(soon(), mail, MailState::skipped, "No SMTP server is set (MVP_SMTP_URL).");
    co_return;
  }
  const auto delivery = smtp_.send(message_of(mail), std::move(stop));
  if (delivery.outcome == Outcome::sent) {
    co_await repository_.mark_sent(soon(), mail.id);
    log::info("mail sent", {{"mail", mail.id.value}, {"template", name_of(mail.kind)}});
    count("sent");
    co_return;
  }
  const bool is_too_old = Instant::now().us - mail.tried_since.us > std::chrono::microseconds(config_.patience).count();
  log::warn("mail was not taken", {{"mail", mail.id.value}, {"template", name_of(mail.kind)}, {"attempts", std::to_string(mail.attempts)}, {"what", delivery.reason}});
  if (delivery.outcome == Outcome::refused || is_too_old) {
    count("failed");
    co_await repository_.give_up(soon(), mail, MailState::failed, delivery.reason);
    co_return;
  }
  count("try_later");
  co_await repository_.retry_later(soon(), mail, config_.least_delay, config_.most_delay, delivery.reason);
}

Task<bool> MailSender::run_one(std::stop_token stop) {
  const auto mail = co_await repository_.claim(soon(), config_.lease);
  if (!mail) co_return false;
  co_await deliver(*mail, std::move(stop));
  co_return true;
}

Task<> MailSender::run(std::stop_token stop) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  while (!stop.stop_requested()) {
    bool is_more_due = false;
    try {
      is_more_due = co_await run_one(stop);
    } catch (const std::exception& e) {
      log::warn("the outbox cannot be worked off", {{"what", e.what()}});
    }
    if (is_more_due) continue;
    // Looking costs one index probe; a decision's mail waits this long at most, whichever process wrote it.
    timer.expires_after(1s);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

}  // namespace mvp::tenants
