#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "mvp/http/server.hpp"
#include "mvp/oidc_testing/signing.hpp"

namespace mvp::oidc_testing {

/// Who signs in at the issuer.
struct Person {
  std::string sub = "auth0|mia";
  std::string email = "mia@demo-tenant.example";
  std::string name = "Mia Member";
  bool email_verified = true;
};

/// An OpenID provider inside the test program, over HTTP on a free port: discovery, keys, token endpoint (codes, PKCE,
/// rotating refresh tokens), revocation. What a browser would do at its login page, the test does with `sign_in`.
class Issuer {
 public:
  Issuer();
  ~Issuer();
  Issuer(const Issuer&) = delete;
  Issuer& operator=(const Issuer&) = delete;

  std::string url() const;  ///< issuer, ends in '/'
  static constexpr auto audience = "https://api.motovaultpro.com";
  static constexpr auto client_id = "mvp-test";
  static constexpr auto client_secret = "the client's secret";

  std::string access_token(const Person& person, const json::Object& more = {}) const;
  std::string id_token(const Person& person, const std::string& nonce) const;
  /// As the provider sends it when the person's session there ends; `more` replaces claims.
  std::string logout_token(const Person& person, const json::Object& more = {}, const std::string& typ = "logout+jwt") const;

  /// Plays the login page for an authorization URL. @return the query of the callback: code, state, iss.
  std::string sign_in(const std::string& authorization_url, const Person& person);

  void rotate_key(const std::string& kid);         ///< the old one is not published any more
  void answer_with(int status);                    ///< of every request from now on; 200: as it should be
  void set_access_lifetime(std::int64_t seconds);  ///< `expires_in` of new access tokens
  void sign_in_was(std::int64_t seconds_ago);      ///< `auth_time` of ID tokens from now on; a negative one: none
  void name_session(const std::string& sid);       ///< `sid` of ID tokens and logout tokens from now on
  void withdraw_refresh_tokens();                  ///< all become invalid_grant
  int key_fetches() const { return key_fetches_; }
  int refreshes() const { return refreshes_; }
  std::vector<std::string> revoked() const;

 private:
  struct Grant {
    Person person;
    std::string nonce, challenge, redirect_uri;
  };
  Task<http::Response> answer(http::Request request);
  http::Response metadata() const;
  http::Response token(const http::Request& request);
  http::Response tokens_for(const Grant& grant, bool has_id_token);

  mutable std::mutex mutex_;
  std::shared_ptr<TestKey> key_;
  std::map<std::string, Grant> codes_{}, refresh_tokens_{};
  std::vector<std::string> revoked_{};
  std::int64_t access_lifetime_s_ = 300;
  std::int64_t signed_in_ago_s_ = 0;
  std::string sid_ = "provider-session";
  std::atomic<int> key_fetches_ = 0, refreshes_ = 0, status_ = 200;
  http::Server server_;
  std::jthread thread_;
};

}  // namespace mvp::oidc_testing
