#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>
#include <vector>

#include "mvp/core/context.hpp"
#include "mvp/core/result.hpp"
#include "mvp/core/task.hpp"
#include "mvp/http/client.hpp"
#include "mvp/oidc/claims.hpp"

namespace mvp::oidc {

struct ProviderConfig {
  std::string issuer;  ///< exactly as in `iss`, "https://auth.example/"
  std::string
      internal_url;      ///< where this process reaches the issuer ("http://127.0.0.1:8090"); empty: the issuer itself
  std::string audience;  ///< of access tokens, "https://api.motovaultpro.com"
  std::string client_id;
  std::string client_secret;
};

/// What the token endpoint gave.
struct TokenSet {
  std::string access_token;
  std::string refresh_token;
  std::string id_token;
  std::int64_t access_expires_at = 0;  ///< seconds since 1970
};

/// The provider's word that a session there has ended: that of `sid` or, where it names none, all of `subject`.
struct LogoutNotice {
  std::string id;  ///< `jti`: no two notices have the same
  std::string subject, sid;
};

/// One thread's view of one OpenID provider: discovery, JWKS cache (TTL 10 min, one refetch per unknown kid, 30 s
/// cooldown, single flight, stale on error for at most an hour), token verification by allow-list (RS256, ES256,
/// EdDSA), code exchange and refresh as a confidential client. @throws http::ClientUnavailable when it is away.
class Provider {
 public:
  Provider(boost::asio::any_io_executor executor, http::Client& client, ProviderConfig config);
  ~Provider();

  const ProviderConfig& config() const;

  /// RFC 9068 access token for our audience. @return unauthenticated with one sentence; never says which check failed.
  Task<Result<Claims>> verify_access_token(const Context& context, std::string token);
  /// ID token for our client id. The caller compares `nonce`.
  Task<Result<Claims>> verify_id_token(const Context& context, std::string token);

  /// Logout token for one of the clients. The caller sees to it that each is used once.
  Task<Result<LogoutNotice>> verify_logout_token(const Context& context, std::string token,
                                                 std::vector<std::string> client_ids);

  Task<std::string> authorization_endpoint(const Context& context);
  /// Empty if the provider has none.
  Task<std::string> end_session_endpoint(const Context& context);
  /// True if authorization responses carry `iss` (RFC 9207): then one without it is not the provider's.
  Task<bool> sends_iss(const Context& context);
  /// @return unauthenticated when the provider says invalid_grant.
  Task<Result<TokenSet>> exchange_code(const Context& context, std::string code, std::string verifier,
                                       std::string redirect_uri);
  Task<Result<TokenSet>> refresh(const Context& context, std::string refresh_token);
  Task<> revoke(const Context& context, std::string refresh_token);

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace mvp::oidc
