#include "mvp/oidc_testing/issuer.hpp"

#include <openssl/sha.h>

#include "form.hpp"

namespace mvp::oidc_testing {
namespace {

std::string challenge_of(const std::string& verifier) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return to_base64url(digest);
}

http::Response refuse(const std::string& error) {
  return http::Response{.status = 400, .body = json::serialize(json::Object{{"error", error}})};
}

/// Basic authentication of the one client there is, percent-encoded as RFC 6749 section 2.3.1 says.
bool is_from_client(const http::Request& request) {
  std::string text(request.headers.find("Authorization"));
  if (!text.starts_with("Basic ")) return false;
  text.erase(0, 6);
  while (text.ends_with('=')) text.pop_back();
  for (auto& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return from_base64url(text) == percent_encode(Issuer::client_id) + ":" + percent_encode(Issuer::client_secret);
}

}  // namespace

Issuer::Issuer()
    : key_(std::make_shared<TestKey>("first")),
      server_(http::ServerConfig{.listen = {"tcp:127.0.0.1:0"}, .threads = 1},
              [this](boost::asio::io_context&) -> http::ThreadHandler {
                return [this](http::Request request) { return answer(std::move(request)); };
              }) {
  server_.bind();
  thread_ = std::jthread([this] { server_.run(); });
}

Issuer::~Issuer() {
  server_.stop();
  thread_.join();
}

std::string Issuer::url() const { return "http://127.0.0.1:" + std::to_string(server_.port()) + "/"; }

std::string Issuer::access_token(const Person& person, const json::Object& more) const {
  const std::lock_guard lock(mutex_);
  const auto now_s = now_in_seconds();
  json::Object payload{
      {"iss", url()}, {"aud", audience}, {"sub", person.sub}, {"iat", now_s}, {"exp", now_s + access_lifetime_s_}};
  payload["client_id"] = client_id;
  payload["jti"] = to_hex(random_bytes(8));
  payload["https://motovaultpro.com/email"] = person.email;
  payload["https://motovaultpro.com/name"] = person.name;
  payload["https://motovaultpro.com/email_verified"] = person.email_verified;
  for (const auto& entry : more) payload[entry.key()] = entry.value();
  return signed_token(*key_, "at+jwt", payload);
}

std::string Issuer::id_token(const Person& person, const std::string& nonce) const {
  const std::lock_guard lock(mutex_);
  const auto now_s = now_in_seconds();
  json::Object payload{{"iss", url()},
                       {"aud", client_id},
                       {"sub", person.sub},
                       {"iat", now_s},
                       {"exp", now_s + 300},
                       {"nonce", nonce},
                       {"sid", sid_},
                       {"email", person.email},
                       {"name", person.name},
                       {"email_verified", person.email_verified}};
  if (signed_in_ago_s_ >= 0) payload["auth_time"] = now_s - signed_in_ago_s_;
  return signed_token(*key_, "JWT", payload);
}

std::string Issuer::logout_token(const Person& person, const json::Object& more, const std::string& typ) const {
  const std::lock_guard lock(mutex_);
  const auto now_s = now_in_seconds();
  json::Object payload{{"iss", url()}, {"aud", client_id}, {"sub", person.sub}, {"sid", sid_}, {"iat", now_s}};
  payload["exp"] = now_s + 120;
  payload["jti"] = to_hex(random_bytes(8));
  payload["events"] = json::Object{{"http://schemas.openid.net/event/backchannel-logout", json::Object{}}};
  for (const auto& entry : more) {
    if (entry.value().is_null()) payload.erase(entry.key());
    else payload[entry.key()] = entry.value();
  }
  return signed_token(*key_, typ, payload);
}

std::string Issuer::sign_in(const std::string& authorization_url, const Person& person) {
  const auto fields = fields_of(std::string_view(authorization_url).substr(authorization_url.find('?') + 1));
  const std::lock_guard lock(mutex_);
  const auto code = to_hex(random_bytes(16));
  codes_[code] = Grant{.person = person,
                       .nonce = fields.at("nonce"),
                       .challenge = fields.at("code_challenge"),
                       .redirect_uri = fields.at("redirect_uri")};
  return "code=" + code + "&state=" + percent_encode(fields.at("state")) + "&iss=" + percent_encode(url());
}

void Issuer::rotate_key(const std::string& kid) {
  auto key = std::make_shared<TestKey>(kid, "ES256");  // made in no time, unlike an RSA key
  const std::lock_guard lock(mutex_);
  key_ = std::move(key);
}
void Issuer::answer_with(int status) { status_ = status; }
void Issuer::set_access_lifetime(std::int64_t seconds) {
  const std::lock_guard lock(mutex_);
  access_lifetime_s_ = seconds;
}
void Issuer::sign_in_was(std::int64_t seconds_ago) {
  const std::lock_guard lock(mutex_);
  signed_in_ago_s_ = seconds_ago;
}
void Issuer::name_session(const std::string& sid) {
  const std::lock_guard lock(mutex_);
  sid_ = sid;
}
void Issuer::withdraw_refresh_tokens() {
  const std::lock_guard lock(mutex_);
  refresh_tokens_.clear();
}
std::vector<std::string> Issuer::revoked() const {
  const std::lock_guard lock(mutex_);
  return revoked_;
}

http::Response Issuer::metadata() const {
  return {.status = 200,
          .body = json::serialize(json::Object{{"issuer", url()},
                                               {"authorization_endpoint", url() + "authorize"},
                                               {"token_endpoint", url() + "oauth/token"},
                                               {"jwks_uri", url() + ".well-known/jwks.json"},
                                               {"revocation_endpoint", url() + "oauth/revoke"},
                                               {"end_session_endpoint", url() + "oidc/logout"},
                                               {"authorization_response_iss_parameter_supported", true}})};
}

http::Response Issuer::tokens_for(const Grant& grant, bool has_id_token) {
  json::Object body{{"token_type", "Bearer"}, {"access_token", access_token(grant.person)}};
  if (has_id_token) body["id_token"] = id_token(grant.person, grant.nonce);
  const std::lock_guard lock(mutex_);
  const auto refresh_token = to_hex(random_bytes(16));
  refresh_tokens_[refresh_token] = grant;
  body["refresh_token"] = refresh_token;
  body["expires_in"] = access_lifetime_s_;
  return {.status = 200, .body = json::serialize(body)};
}

http::Response Issuer::token(const http::Request& request) {
  if (!is_from_client(request)) return refuse("invalid_client");
  const auto fields = fields_of(request.body);
  const bool is_refresh = fields.at("grant_type") == "refresh_token";
  std::unique_lock lock(mutex_);
  auto& grants = is_refresh ? refresh_tokens_ : codes_;
  const auto found = grants.find(fields.at(is_refresh ? "refresh_token" : "code"));
  if (is_refresh) ++refreshes_;
  if (found == grants.end()) return refuse("invalid_grant");
  const auto grant = found->second;
  grants.erase(found);
  lock.unlock();
  if (!is_refresh &&
      (challenge_of(fields.at("code_verifier")) != grant.challenge || fields.at("redirect_uri") != grant.redirect_uri))
    return refuse("invalid_grant");
  return tokens_for(grant, !is_refresh);
}

Task<http::Response> Issuer::answer(http::Request request) {
  if (request.path == "/.well-known/jwks.json") ++key_fetches_;
  if (status_ != 200) co_return http::Response{.status = status_, .body = "{}"};
  if (request.path == "/.well-known/openid-configuration") co_return metadata();
  if (request.path == "/oauth/token") co_return token(request);
  const std::lock_guard lock(mutex_);
  if (request.path == "/.well-known/jwks.json") co_return http::Response{.status = 200, .body = jwks_of({key_.get()})};
  if (request.path == "/oauth/revoke") {
    const auto revoked = fields_of(request.body).at("token");
    refresh_tokens_.erase(revoked);
    revoked_.push_back(revoked);
    co_return http::Response{.status = 200, .body = "{}"};
  }
  co_return http::Response{.status = 404, .body = "{}"};
}

}  // namespace mvp::oidc_testing
