#pragma once
#include <chrono>
#include <expected>
#include <optional>
#include <string>

#include "mvp/http/client.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::tenants {

/// Where the identity provider's Management API is, and as whom it is called.
struct ManagementConfig {
  std::string url;       ///< "https://example.eu.auth0.com", no slash at the end; empty: there is none
  std::string audience;  ///< "https://example.eu.auth0.com/api/v2/"
  std::string client_id, client_secret;
  std::chrono::seconds timeout{5};         ///< of one call
  std::chrono::seconds longest_pause{300};  ///< whatever the provider asks for

  bool is_set() const { return !url.empty(); }
};

/// What came of a call.
struct ManagementAnswer {
  enum class Outcome {
    done,
    refused,        ///< about this person, and for good: there is none, or the provider does not take it
    slow_down,      ///< too many calls: none before `pause` is over
    unavailable,    ///< away, or failing; the next time may do
    misconfigured,  ///< it does not know our client, or grants it too little: no call will do
  };
  Outcome outcome{};
  std::string reason{};
  std::chrono::seconds pause{};
};

/// Client of a Management API in Auth0's shape. Gets its token by client_credentials and keeps it until shortly before it expires; a token
/// that is refused is fetched anew once. For one coroutine: so no two fetch a token at once. Never throws for what the provider does.
class ManagementClient {
 public:
  ManagementClient(http::Client& client, ManagementConfig config) : client_(client), config_(std::move(config)) {}

  /// PATCH /api/v2/users/{sub}: merges `members` into the person's app_metadata at the first level; null takes one away.
  Task<ManagementAnswer> merge_app_metadata(const Context& context, std::string sub, json::Object members);

 private:
  using Clock = std::chrono::steady_clock;

  Task<std::expected<http::Response, ManagementAnswer>> send(const Context& context, http::ClientRequest request);
  /// Sees to it that `token_` is good. nullopt: it is.
  Task<std::optional<ManagementAnswer>> renew_token(const Context& context);
  Task<std::expected<http::Response, ManagementAnswer>> patch(const Context& context, std::string url, std::string body);
  ManagementAnswer refusal(const http::Response& answer) const;

  http::Client& client_;
  ManagementConfig config_;
  std::string token_{};
  Clock::time_point renew_at_{};
};

}  // namespace mvp::tenants
