#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "mvp/http/client.hpp"
#include "mvp/oidc/provider.hpp"
#include "single_flight.hpp"

namespace mvp::oidc {

/// What the provider says about itself. Source: OpenID Connect Discovery 1.0 section 3, RFC 9207.
struct Metadata {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  std::string end_session_endpoint;  ///< empty if it has none
  std::string revocation_endpoint;   ///< empty if it has none
  bool sends_iss = false;            ///< puts `iss` into authorization responses
  bool takes_basic = true;           ///< client_secret_basic; otherwise client_secret_post
};

/// The back channel to one provider: discovery, and requests that go to the internal address under the issuer's name.
class BackChannel {
 public:
  BackChannel(http::Client& client, const ProviderConfig& config) : client_(client), config_(config) {}

  /// Cached for an hour; older ones serve while the provider is away. @throws http::ClientUnavailable without any.
  Task<Metadata> metadata(const Context& context);

  /// @throws http::ClientUnavailable, also for an answer of 5xx.
  Task<http::Response> read(const Context& context, std::string url);
  Task<http::Response> post_form(const Context& context, std::string url, std::string form, std::string authorization);

 private:
  Task<http::Response> send(const Context& context, http::ClientRequest request);

  http::Client& client_;
  const ProviderConfig& config_;
  std::optional<Metadata> metadata_{};
  std::chrono::steady_clock::time_point metadata_until_{};
  SingleFlight flight_{};
};

/// "http://host:port" of an absolute URL.
std::string origin_of(const std::string& url);

}  // namespace mvp::oidc
