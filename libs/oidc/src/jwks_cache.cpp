#include "jwks_cache.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>

#include "mvp/http/client.hpp"
#include "mvp/log/log.hpp"

namespace mvp::oidc {

const PublicKey* JwksCache::known(const std::string& kid) const {
  const auto found = std::ranges::find_if(keys_, [&](const auto& key) { return key.kid() == kid; });
  return found == keys_.end() ? nullptr : &*found;
}

bool JwksCache::has_usable_keys(Clock::time_point now) const {
  return fetched_at_ && now - *fetched_at_ < rules_.stale_limit;
}

/// Fetches, or waits for the fetch that is under way. A failure counts only if no usable keys are left.
Task<> JwksCache::refresh(const Context& context) {
  if (flight_.is_under_way()) {
    co_await flight_.wait();
    if (!has_usable_keys(rules_.now())) throw http::ClientUnavailable("the issuer's keys cannot be fetched");
    co_return;
  }
  const auto lead = flight_.lead(co_await boost::asio::this_coro::executor);
  // Others wait for this fetch too, so it has its own deadline, not that of the request that happens to lead.
  Context own{
      .tenant = context.tenant, .request_id = context.request_id, .deadline = Clock::now() + std::chrono::seconds(5)};
  std::string why;
  try {
    auto keys = parse_jwks(co_await fetch_(own));
    if (keys && !keys->empty()) {
      keys_ = std::move(*keys);
      ++generation_;
      fetched_at_ = rules_.now();
      failed_at_.reset();
      co_return;
    }
    why = "the answer holds no usable key";
  } catch (const Unavailable& e) {
    why = e.what();
  }
  failed_at_ = rules_.now();
  log::write(log::Level::warn, context, "signing keys cannot be fetched", {{"what", why}});
  if (!has_usable_keys(rules_.now())) throw http::ClientUnavailable("the issuer's keys cannot be fetched: " + why);
}

Task<std::optional<PublicKey>> JwksCache::find(const Context& context, std::string kid) {
  const auto asked_at = rules_.now();
  const bool is_fresh = fetched_at_ && asked_at - *fetched_at_ < rules_.ttl;
  const bool has_just_failed = failed_at_ && asked_at - *failed_at_ < rules_.retry;
  if (has_just_failed && !has_usable_keys(asked_at))
    throw http::ClientUnavailable("the issuer's keys cannot be fetched");
  if (!is_fresh && !has_just_failed) co_await refresh(context);
  if (const auto* key = known(kid)) co_return *key;

  const auto now = rules_.now();
  const bool is_cooling = missed_at_ && now - *missed_at_ < rules_.cooldown;
  const bool was_fetched_for_us = *fetched_at_ >= asked_at;
  if (was_fetched_for_us || (is_cooling && !flight_.is_under_way())) co_return std::nullopt;
  if (!is_cooling) missed_at_ = now;
  co_await refresh(context);
  if (const auto* key = known(kid)) co_return *key;
  co_return std::nullopt;
}

}  // namespace mvp::oidc
