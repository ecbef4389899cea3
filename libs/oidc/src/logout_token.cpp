#include "logout_token.hpp"

namespace mvp::oidc {
namespace {

using Flawed = std::unexpected<Flaw>;

constexpr std::int64_t oldest_s = 5 * 60;
constexpr auto event = "http://schemas.openid.net/event/backchannel-logout";

/// For the client that the token is for, whichever of `client_ids` that is.
std::expected<void, Flaw> check_for_any(const Jwt& token, const PublicKey& key, Expectation expected,
                                        const std::vector<std::string>& client_ids, std::int64_t now_s) {
  std::expected<void, Flaw> outcome = Flawed(Flaw::audience);
  for (const auto& id : client_ids) {
    expected.audience = id;
    outcome = check(token, key, expected, now_s);
    if (outcome || outcome.error() != Flaw::audience) break;
  }
  return outcome;
}

bool tells_a_logout(const json::Object& payload) {
  const auto* events = payload.if_contains("events");
  if (!events || !events->is_object()) return false;
  const auto* logout = events->get_object().if_contains(event);
  return logout && logout->is_object();
}

}  // namespace

std::expected<LogoutNotice, Flaw> verify_logout(const Jwt& token, const PublicKey& key, const std::string& issuer,
                                                const std::vector<std::string>& client_ids, std::int64_t now_s) {
  const Expectation expected{.issuer = issuer,
                             .audience = {},
                             .types = {"logout+jwt"},
                             .algorithms = {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa},
                             .is_for_one_audience = true};
  const auto checked = check_for_any(token, key, expected, client_ids, now_s);
  if (!checked) return Flawed(checked.error());
  const auto& payload = token.payload;
  if (payload.at("iat").get_int64() < now_s - oldest_s) return Flawed(Flaw::expired);
  if (payload.contains("nonce") || !tells_a_logout(payload)) return Flawed(Flaw::claim);
  const auto id = name_claim(payload, "jti");
  const auto subject = name_claim(payload, "sub");
  const auto sid = name_claim(payload, "sid");
  if (!id || !subject || !sid || id->empty() || (subject->empty() && sid->empty())) return Flawed(Flaw::claim);
  return LogoutNotice{.id = *id, .subject = *subject, .sid = *sid};
}

}  // namespace mvp::oidc
