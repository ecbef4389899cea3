#pragma once
#include <deque>
#include <unordered_map>

#include "jwks_cache.hpp"
#include "jwt.hpp"

namespace mvp::oidc {

/// Tokens verified a moment ago, by SHA-256. Bounded; an entry lives until the token expires, at most 60 s and at most
/// until the issuer's keys are fetched anew: that long a withdrawn key may go on working.
class VerifiedTokens {
 public:
  explicit VerifiedTokens(std::size_t capacity = 4096) : capacity_(capacity) {}
  /// Forgets all when `generation` is another one than before.
  void follow(std::uint64_t generation);
  const Claims* find(const std::string& digest, std::int64_t now_s) const;
  void remember(std::string digest, Claims claims, std::int64_t now_s);
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Claims claims;
    std::int64_t until_s;
  };
  std::size_t capacity_;
  std::uint64_t generation_ = 0;
  std::unordered_map<std::string, Entry> entries_{};
  std::deque<std::string> order_{};  ///< oldest first; one item per entry
};

/// Verifies one kind of token of one issuer.
class TokenVerifier {
 public:
  /// `keys` must outlive it.
  TokenVerifier(JwksCache& keys, Expectation expected, bool is_remembering)
      : keys_(keys), expected_(std::move(expected)), is_remembering_(is_remembering) {}

  /// What a token says that was verified a moment ago; nullptr sends to `verify`. Valid until the next call of anything.
  const Claims* remembered(std::string_view token);
  /// @return unauthenticated with one sentence, whatever is wrong; the log has the flaw.
  Task<Result<Claims>> verify(const Context& context, std::string token);

 private:
  JwksCache& keys_;
  Expectation expected_;
  bool is_remembering_;
  VerifiedTokens verified_{};
};

/// Seconds since 1970.
std::int64_t now_in_seconds();

/// The one refusal of a token.
Failure refuse_token(const Context& context, Flaw flaw);

}  // namespace mvp::oidc
