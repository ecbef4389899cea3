#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mvp/core/context.hpp"
#include "mvp/core/result.hpp"
#include "mvp/core/task.hpp"
#include "mvp/http/client.hpp"

namespace mvp::oidc {

/// Who calls, for which tenant: what a service token of the control plane says.
struct ServiceClaims {
  std::string caller;  ///< "garage", "landing"
  std::string tenant;  ///< slug; empty for callers that act for no tenant
  std::int64_t expires_at = 0;
};

/// Ed25519 key with which the control plane signs service tokens.
class ServiceTokenSigner {
 public:
  /// Makes a key file (PEM, mode 0600) unless there is one. @throws std::runtime_error.
  static void create_key_file(const std::string& path);
  explicit ServiceTokenSigner(const std::string& key_file);
  ~ServiceTokenSigner();

  std::string sign(
      const ServiceClaims& claims) const;  ///< compact JWS, typ `service+jwt`, iss mvp-tenants, aud mvp-platform
  std::string jwks() const;                ///< the public key as a JWK set
  /// Verifies a token of our own. @return unauthenticated.
  Result<ServiceClaims> verify(const std::string& token) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Verifies service tokens by the control plane's published keys (same cache rules as Provider).
class ServiceTokenVerifier {
 public:
  ServiceTokenVerifier(boost::asio::any_io_executor executor, http::Client& client, std::string tenants_url);
  ~ServiceTokenVerifier();
  /// What a token says that this verified a moment ago; nullopt says nothing about it: then `verify`.
  std::optional<ServiceClaims> remembered(std::string_view token);
  Task<Result<ServiceClaims>> verify(const Context& context, std::string token);

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

/// Obtains this process's service token and renews it before it expires (single flight).
class ServiceTokenSource {
 public:
  ServiceTokenSource(http::Client& client, std::string tenants_url, std::string caller, std::string tenant,
                     std::string secret);
  ~ServiceTokenSource();
  /// @throws http::ClientUnavailable when the control plane is away and no valid token is left.
  Task<std::string> token(const Context& context);

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace mvp::oidc
