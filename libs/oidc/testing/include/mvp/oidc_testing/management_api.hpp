#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "mvp/http/server.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::oidc_testing {

/// A Management API in Auth0's shape inside the test program, over HTTP on a free port: a token by client_credentials, people's app_metadata
/// merged at the first level, and what goes wrong on purpose.
class ManagementApi {
 public:
  ManagementApi();
  ~ManagementApi();
  ManagementApi(const ManagementApi&) = delete;
  ManagementApi& operator=(const ManagementApi&) = delete;

  std::string url() const;       ///< no slash at the end
  std::string audience() const;  ///< of its tokens
  static constexpr auto client_id = "mvp-management";
  static constexpr auto client_secret = "the management client's secret & more";

  void add_user(const std::string& sub, json::Object app_metadata = {});
  /// As JSON text; empty for nobody.
  std::string app_metadata(const std::string& sub) const;

  /// Of every PATCH from now on, nothing changed; 200: as it should be.
  void answer_patches_with(int status, http::Headers headers = {});
  void answer_token_requests_with(int status);  ///< the same for the token endpoint
  void withdraw_tokens();                       ///< those given out so far are 401
  void set_token_lifetime(std::int64_t seconds);
  void grant(std::string scope);                ///< of tokens from now on
  /// Runs inside every PATCH, before it takes effect.
  void during_patches(std::function<void()> act);

  int patches() const { return patches_; }
  int token_fetches() const { return token_fetches_; }

 private:
  http::Response answer(const http::Request& request);
  http::Response token(const http::Request& request);
  http::Response patch(const http::Request& request);

  mutable std::mutex mutex_;
  std::map<std::string, json::Object> users_{};
  std::set<std::string> tokens_{}, tokens_that_may_patch_{};
  std::string scope_ = "read:users update:users_app_metadata";
  http::Headers patch_headers_{};
  std::function<void()> act_{};
  std::int64_t token_lifetime_s_ = 86'400;
  std::atomic<int> patches_ = 0, token_fetches_ = 0, patch_status_ = 200, token_status_ = 200;
  http::Server server_;
  std::jthread thread_;
};

}  // namespace mvp::oidc_testing
