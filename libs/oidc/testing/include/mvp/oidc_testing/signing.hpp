#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "mvp/json/codec.hpp"

struct evp_pkey_st;

namespace mvp::oidc_testing {

/// A key pair made for a test: "RS256" (2048 bits unless said otherwise), "ES256" or "EdDSA".
class TestKey {
 public:
  explicit TestKey(std::string kid, std::string algorithm = "RS256", int rsa_bits = 2048);

  const std::string& kid() const { return kid_; }
  const std::string& algorithm() const { return algorithm_; }
  json::Object public_jwk() const;
  std::string public_pem() const;
  /// Signature in JWS form.
  std::string sign(std::string_view message) const;

 private:
  std::string kid_, algorithm_;
  std::shared_ptr<evp_pkey_st> key_;
};

/// {"keys": [...]}
std::string jwks_of(std::initializer_list<const TestKey*> keys);

/// Compact JWS of exactly these two texts, well-formed or not.
std::string compact(std::string_view header, std::string_view payload, std::string_view signature);
std::string signed_token(const TestKey& key, std::string_view header, std::string_view payload);
/// With the header such a token should have: alg and kid of the key, and `typ`.
std::string signed_token(const TestKey& key, const std::string& typ, const json::Object& payload);

std::string hmac_sha256(std::string_view key, std::string_view message);

/// Seconds since 1970.
std::int64_t now_in_seconds();

}  // namespace mvp::oidc_testing
