#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mvp/core/result.hpp"
#include "mvp/json/codec.hpp"

struct evp_pkey_st;

namespace mvp::oidc {

/// The whole allow-list. Source: RFC 8725 section 3.1.
enum class Algorithm { rs256, es256, eddsa };

/// nullopt for every name but "RS256", "ES256", "EdDSA", letter case included.
std::optional<Algorithm> algorithm_of(std::string_view name);

/// A public key and the one algorithm it verifies: a token cannot choose another.
class PublicKey {
 public:
  /// RSA (n, e; 2048 to 8192 bits), EC P-256, OKP Ed25519. @return invalid for any other key, one with private parts,
  /// one that is not for signatures, or one without `kid`. Source: RFC 7517, RFC 7518 section 6, RFC 8037.
  static Result<PublicKey> from_jwk(const json::Object& jwk);

  const std::string& kid() const { return kid_; }
  Algorithm algorithm() const { return algorithm_; }
  /// `signature` as in a JWS: r || s for ES256.
  bool verifies(std::string_view message, std::string_view signature) const;

 private:
  PublicKey(std::string kid, Algorithm algorithm, std::shared_ptr<evp_pkey_st> key)
      : kid_(std::move(kid)), algorithm_(algorithm), key_(std::move(key)) {}

  std::string kid_;
  Algorithm algorithm_;
  std::shared_ptr<evp_pkey_st> key_;
};

/// The DER form OpenSSL wants of an ECDSA signature r || s; nullopt unless it has 64 bytes and neither half is zero. We do
/// not leave the zeros to the library: a verifier that took them took any message (CVE-2022-21449).
std::optional<std::string> ecdsa_der_of(std::string_view r_and_s);

/// The usable keys of a JWK set, at most 64; others are skipped, and of two with one kid the first counts.
/// @return malformed if the text is no JWK set.
Result<std::vector<PublicKey>> parse_jwks(std::string_view text);

}  // namespace mvp::oidc
