#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "jwk.hpp"
#include "mvp/core/context.hpp"
#include "single_flight.hpp"

namespace mvp::oidc {

struct JwksRules {
  std::chrono::milliseconds ttl{std::chrono::minutes(10)};
  std::chrono::milliseconds cooldown{std::chrono::seconds(30)};  ///< between refetches for unknown kids
  std::chrono::milliseconds retry{std::chrono::seconds(2)};      ///< after a failed fetch, while old keys serve
  std::chrono::milliseconds stale_limit{std::chrono::hours(1)};  ///< old keys serve no longer than this
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// One thread's copy of an issuer's keys. However many tokens with unknown kids arrive, the issuer is asked once per
/// cooldown; a rotated key works with its first token; while the issuer is away the old keys serve for `stale_limit`.
class JwksCache {
 public:
  /// Text of the JWK set. @throws http::ClientUnavailable.
  using Fetch = std::function<Task<std::string>(const Context&)>;

  explicit JwksCache(Fetch fetch, JwksRules rules = {}) : fetch_(std::move(fetch)), rules_(rules) {}

  /// @return nullopt if the issuer has no usable key of that name. @throws http::ClientUnavailable without any keys.
  Task<std::optional<PublicKey>> find(const Context& context, std::string kid);
  /// Counts up whenever the keys in use are replaced.
  std::uint64_t generation() const { return generation_; }

 private:
  using Clock = std::chrono::steady_clock;

  Task<> refresh(const Context& context);
  const PublicKey* known(const std::string& kid) const;
  bool has_usable_keys(Clock::time_point now) const;

  Fetch fetch_;
  JwksRules rules_;
  std::vector<PublicKey> keys_{};
  std::uint64_t generation_ = 0;
  std::optional<Clock::time_point> fetched_at_{}, failed_at_{}, missed_at_{};
  SingleFlight flight_{};
};

}  // namespace mvp::oidc
