#include "identity_mirror/mirror.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::tenants {
namespace {

using namespace std::chrono_literals;
using Outcome = ManagementAnswer::Outcome;

Context within(std::chrono::seconds time) { return Context{.deadline = std::chrono::steady_clock::now() + time}; }

void count(std::string_view outcome) {
  metrics::count("identity_mirror_total", "People told to the identity provider, by what came of an attempt.", {{"outcome", std::string(outcome)}});
}

void report(log::Level level, std::string_view event, const ClaimedPerson& person, const ManagementAnswer& answer) {
  log::write(level, event, {{"sub", person.sub}, {"attempts", std::to_string(person.attempts)}, {"what", answer.reason}});
}

}  // namespace

json::Value mirrored_value(const std::vector<MirroredMembership>& memberships) {
  if (memberships.empty()) return nullptr;
  json::Object tenants;
  for (const auto& membership : memberships) tenants[membership.slug] = json::to_value(membership.role);
  return tenants;
}

std::chrono::seconds IdentityMirror::next_pause() {
  const auto doubled = 1s * (1 << std::min(failures_in_a_row_++, 20));
  return std::min(doubled, config_.management.longest_pause);
}

Task<std::chrono::seconds> IdentityMirror::settle(const ClaimedPerson& person, ManagementAnswer answer) {
  const auto context = within(5s);
  if (answer.outcome == Outcome::done) {
    co_await repository_.mark_mirrored(context, person);
    count("mirrored");
    log::info("memberships mirrored to the identity provider", {{"sub", person.sub}});
    failures_in_a_row_ = 0;
    co_return 0s;
  }
  switch (answer.outcome) {
    case Outcome::done: break;
    case Outcome::refused:
      co_await repository_.give_up(context, person, answer.reason);
      count("failed");
      report(log::Level::warn, "the identity provider does not take somebody's memberships", person, answer);
      failures_in_a_row_ = 0;
      co_return 0s;
    case Outcome::slow_down:
      co_await repository_.put_back(context, person, answer.reason);
      count("slow_down");
      co_return answer.pause;
    case Outcome::unavailable:
      co_await repository_.retry_later(context, person, config_.least_delay, config_.most_delay, answer.reason);
      count("try_later");
      report(log::Level::warn, "the identity provider cannot be told of somebody's memberships", person, answer);
      break;
    case Outcome::misconfigured:
      co_await repository_.put_back(context, person, answer.reason);
      count("misconfigured");
      report(log::Level::error, "memberships are not mirrored: check MVP_MANAGEMENT_*", person, answer);
      break;
  }
  co_return next_pause();
}

Task<IdentityMirror::Turn> IdentityMirror::run_one() {
  const auto person = co_await repository_.claim(within(5s), config_.lease);
  if (!person) co_return Turn{};
  const auto memberships = co_await repository_.memberships_of(within(5s), person->sub);
  auto answer = co_await management_.merge_app_metadata(within(config_.lease / 2), person->sub, {{"tenants", mirrored_value(memberships)}});
  co_return Turn{.was_due = true, .pause = co_await settle(*person, std::move(answer))};
}

Task<> IdentityMirror::run() {
  while (!is_stopping_) {
    auto pause = 1s;  // looking costs one index probe; a change waits this long at most, whichever process made it
    try {
      const auto turn = co_await run_one();
      if (turn.was_due) pause = turn.pause;
    } catch (const std::exception& e) {
      log::warn("the queue of the identity mirror cannot be worked off", {{"what", e.what()}});
    }
    if (is_stopping_ || pause == 0s) continue;
    timer_.expires_after(pause);
    co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  }
}

void IdentityMirror::stop() {
  is_stopping_ = true;
  timer_.cancel();
}

}  // namespace mvp::tenants
