#pragma once
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "jwk.hpp"
#include "mvp/oidc/claims.hpp"

namespace mvp::oidc {

/// What is wrong with a token. For logs and tests; the caller of an API only learns that it is not valid.
enum class Flaw {
  size,
  shape,
  encoding,
  json,
  header,
  algorithm,
  key_id,
  unknown_key,
  signature,
  type,
  issuer,
  audience,
  claim,
  expired,
  not_yet_valid
};
BOOST_DESCRIBE_ENUM(Flaw, size, shape, encoding, json, header, algorithm, key_id, unknown_key, signature, type, issuer,
                    audience, claim, expired, not_yet_valid)

/// A compact JWS taken apart; nothing in it may be believed before its signature is verified.
struct Jwt {
  Algorithm algorithm;
  std::string kid;
  std::string type;  ///< `typ`, lower case, without "application/"
  std::string signed_part;
  std::string signature;
  json::Object payload;

  /// Strict: at most 8 kB, exactly three parts, unpadded base64url, no key twice, an algorithm of the allow-list, a
  /// `kid`, and no header that brings its own key or rules (crit, jku, jwk, x5u, x5c, b64, zip, cty).
  /// Source: RFC 7515, RFC 8725 section 3.
  static std::expected<Jwt, Flaw> parse(std::string_view compact);
};

/// What a token must be to be ours.
struct Expectation {
  std::string issuer;
  std::string audience;
  std::vector<std::string> types;  ///< of `typ`; an empty item admits a token without one
  std::vector<Algorithm> algorithms;
  std::string name_space{};          ///< before email, name, email_verified
  std::string tenant_claim{};        ///< name of the claim that holds the tenant
  bool is_for_one_audience = false;  ///< ID token: `azp` decides where there are several audiences
};

/// nullopt if the claim is there and no string; empty if it is not there.
std::optional<std::string> text_claim(const json::Object& object, std::string_view name);
/// The same for what names something: also nullopt with control characters or more than 255 bytes.
std::optional<std::string> name_claim(const json::Object& object, std::string_view name);
/// nullopt unless it is a whole number of seconds in a sane range.
std::optional<std::int64_t> time_claim(const json::Object& object, std::string_view name);

/// Signature with the key the token names, typ, issuer, audience and times; what else it says is not looked at.
std::expected<void, Flaw> check(const Jwt& token, const PublicKey& key, const Expectation& expected, std::int64_t now_s);

/// Signature with the key the token names, then the claims. `now_s`: seconds since 1970; clocks may differ by 30 s.
/// Source: RFC 7519 section 4.1, RFC 9068 section 4, OpenID Connect Core section 3.1.3.7.
std::expected<Claims, Flaw> verify(const Jwt& token, const PublicKey& key, const Expectation& expected,
                                   std::int64_t now_s);

}  // namespace mvp::oidc
