#include "jwt.hpp"

#include <algorithm>
#include <array>

#include "mvp/core/encoding.hpp"
#include "strict_json.hpp"

namespace mvp::oidc {
namespace {

constexpr std::size_t size_limit = 8 * 1024;
constexpr std::int64_t skew_s = 30;
constexpr std::int64_t time_limit_s = std::int64_t{1} << 53;

using Flawed = std::unexpected<Flaw>;

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_plain(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

bool is_for(const json::Object& payload, const Expectation& expected) {
  const auto* audience = payload.if_contains("aud");
  if (!audience) return false;
  if (audience->is_string()) return audience->get_string() == expected.audience;
  if (!audience->is_array()) return false;
  const auto& list = audience->get_array();
  if (!std::ranges::all_of(list, [](const auto& item) { return item.is_string(); })) return false;
  if (std::ranges::count(list, json::Value(expected.audience)) == 0) return false;
  return !expected.is_for_one_audience || list.size() == 1 || text_claim(payload, "azp") == expected.audience;
}

std::expected<void, Flaw> check_times(const json::Object& payload, std::int64_t now_s) {
  const auto expires = time_claim(payload, "exp");
  const auto issued = time_claim(payload, "iat");
  if (!expires || !issued) return Flawed(Flaw::claim);
  if (now_s >= *expires + skew_s) return Flawed(Flaw::expired);
  if (*issued > now_s + skew_s) return Flawed(Flaw::not_yet_valid);
  if (!payload.contains("nbf")) return {};
  const auto not_before = time_claim(payload, "nbf");
  if (!not_before) return Flawed(Flaw::claim);
  if (*not_before > now_s + skew_s) return Flawed(Flaw::not_yet_valid);
  return {};
}

std::expected<Claims, Flaw> claims_of(const json::Object& payload, const Expectation& expected) {
  const auto subject = name_claim(payload, "sub");
  const auto email = text_claim(payload, expected.name_space + "email");
  const auto name = text_claim(payload, expected.name_space + "name");
  const auto tenant = text_claim(payload, expected.tenant_claim);
  const auto sid = text_claim(payload, "sid");
  const auto nonce = text_claim(payload, "nonce");
  if (!subject || !email || !name || !tenant || !sid || !nonce) return Flawed(Flaw::claim);
  if (subject->empty() || !is_plain(*email) || !is_plain(*tenant)) return Flawed(Flaw::claim);
  const auto* verified = payload.if_contains(expected.name_space + "email_verified");
  return Claims{.subject = *subject,
                .email = *email,
                .name = *name,
                .email_verified = verified && verified->is_bool() && verified->get_bool(),
                .tenant = *tenant,
                .sid = *sid,
                .nonce = *nonce,
                .expires_at = time_claim(payload, "exp").value_or(0),
                .all = payload};
}

}  // namespace

std::optional<std::string> text_claim(const json::Object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (!value) return std::string();
  if (!value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

std::optional<std::string> name_claim(const json::Object& object, std::string_view name) {
  auto text = text_claim(object, name);
  return text && text->size() <= 255 && is_plain(*text) ? std::move(text) : std::nullopt;
}

std::optional<std::int64_t> time_claim(const json::Object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (!value || !value->is_int64()) return std::nullopt;
  const auto seconds = value->get_int64();
  return seconds < 0 || seconds > time_limit_s ? std::nullopt : std::optional(seconds);
}

std::expected<Jwt, Flaw> Jwt::parse(std::string_view compact) {
  if (compact.size() > size_limit) return Flawed(Flaw::size);
  const auto first = compact.find('.');
  const auto second = first == std::string_view::npos ? first : compact.find('.', first + 1);
  if (second == std::string_view::npos || compact.find('.', second + 1) != std::string_view::npos)
    return Flawed(Flaw::shape);
  const auto header_text = from_base64url(compact.substr(0, first));
  const auto payload_text = from_base64url(compact.substr(first + 1, second - first - 1));
  auto signature = from_base64url(compact.substr(second + 1));
  if (!header_text || !payload_text || !signature) return Flawed(Flaw::encoding);
  const auto header = parse_strict_object(*header_text);
  auto payload = parse_strict_object(*payload_text);
  if (!header || !payload) return Flawed(Flaw::json);
  for (const auto name : {"crit", "jku", "jwk", "x5u", "x5c", "b64", "zip", "cty", "enc"})
    if (header->contains(name)) return Flawed(Flaw::header);
  const auto algorithm = algorithm_of(text_claim(*header, "alg").value_or(""));
  if (!algorithm) return Flawed(Flaw::algorithm);
  const auto kid = text_claim(*header, "kid").value_or("");
  if (kid.empty() || kid.size() > 256) return Flawed(Flaw::key_id);
  const auto given_type = text_claim(*header, "typ");
  if (!given_type) return Flawed(Flaw::type);
  auto type = lower(*given_type);
  if (type.starts_with("application/")) type.erase(0, std::string_view("application/").size());
  return Jwt{.algorithm = *algorithm,
             .kid = kid,
             .type = std::move(type),
             .signed_part = std::string(compact.substr(0, second)),
             .signature = std::move(*signature),
             .payload = std::move(*payload)};
}

std::expected<void, Flaw> check(const Jwt& token, const PublicKey& key, const Expectation& expected,
                                std::int64_t now_s) {
  if (key.kid() != token.kid) return Flawed(Flaw::unknown_key);
  if (key.algorithm() != token.algorithm || std::ranges::count(expected.algorithms, token.algorithm) == 0)
    return Flawed(Flaw::algorithm);
  if (!key.verifies(token.signed_part, token.signature)) return Flawed(Flaw::signature);
  if (std::ranges::count(expected.types, token.type) == 0) return Flawed(Flaw::type);
  if (text_claim(token.payload, "iss") != expected.issuer) return Flawed(Flaw::issuer);
  if (!is_for(token.payload, expected)) return Flawed(Flaw::audience);
  return check_times(token.payload, now_s);
}

std::expected<Claims, Flaw> verify(const Jwt& token, const PublicKey& key, const Expectation& expected,
                                   std::int64_t now_s) {
  if (const auto checked = check(token, key, expected, now_s); !checked) return Flawed(checked.error());
  return claims_of(token.payload, expected);
}

}  // namespace mvp::oidc
