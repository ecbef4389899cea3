#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "jwk.hpp"

namespace mvp::oidc {

/// An Ed25519 private key from a PEM file.
class SigningKey {
 public:
  /// Writes a new key, mode 0600, unless the file is there. @throws std::runtime_error.
  static void create_file(const std::string& path);
  /// @throws std::runtime_error.
  static SigningKey load(const std::string& path);

  std::string sign(std::string_view message) const;
  /// Public half; `kid` is its thumbprint. Source: RFC 8037, RFC 7638.
  const json::Object& jwk() const { return jwk_; }
  const std::string& kid() const { return kid_; }

 private:
  explicit SigningKey(std::shared_ptr<evp_pkey_st> key);

  std::shared_ptr<evp_pkey_st> key_;
  json::Object jwk_;
  std::string kid_;
};

}  // namespace mvp::oidc
