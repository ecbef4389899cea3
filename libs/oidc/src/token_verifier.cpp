#include "token_verifier.hpp"

#include <algorithm>
#include <boost/describe/enum_to_string.hpp>

#include "crypto.hpp"
#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::oidc {

std::int64_t now_in_seconds() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

Failure refuse_token(const Context& context, Flaw flaw) {
  const std::string name = boost::describe::enum_to_string(flaw, "?");
  log::write(log::Level::info, context, "token refused", {{"flaw", name}});
  metrics::count("tokens_refused_total", "Tokens that did not verify.", {{"flaw", name}});
  return fail(Errc::unauthenticated, "The token is not valid. Sign in again.");
}

void VerifiedTokens::follow(std::uint64_t generation) {
  if (std::exchange(generation_, generation) == generation) return;
  entries_.clear();
  order_.clear();
}

const Claims* VerifiedTokens::find(const std::string& digest, std::int64_t now_s) const {
  const auto found = entries_.find(digest);
  return found == entries_.end() || now_s >= found->second.until_s ? nullptr : &found->second.claims;
}

void VerifiedTokens::remember(std::string digest, Claims claims, std::int64_t now_s) {
  const auto until_s = std::min(claims.expires_at, now_s + 60);
  if (until_s <= now_s) return;
  const auto [entry, is_new] = entries_.insert_or_assign(digest, Entry{std::move(claims), until_s});
  if (!is_new) return;
  order_.push_back(std::move(digest));
  if (order_.size() <= capacity_) return;
  entries_.erase(order_.front());
  order_.pop_front();
}

const Claims* TokenVerifier::remembered(std::string_view token) {
  if (!is_remembering_) return nullptr;
  verified_.follow(keys_.generation());
  return verified_.find(sha256(token), now_in_seconds());
}

Task<Result<Claims>> TokenVerifier::verify(const Context& context, std::string token) {
  if (const auto* claims = remembered(token)) co_return *claims;
  const auto jwt = Jwt::parse(token);
  if (!jwt) co_return refuse_token(context, jwt.error());
  const auto key = co_await keys_.find(context, jwt->kid);
  if (!key) co_return refuse_token(context, Flaw::unknown_key);
  auto claims = oidc::verify(*jwt, *key, expected_, now_in_seconds());
  if (!claims) co_return refuse_token(context, claims.error());
  if (is_remembering_) {
    verified_.follow(keys_.generation());
    verified_.remember(sha256(token), *claims, now_in_seconds());
  }
  co_return std::move(*claims);
}

}  // namespace mvp::oidc
