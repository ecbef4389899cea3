#include "mvp/oidc_testing/management_api.hpp"

#include "form.hpp"

namespace mvp::oidc_testing {
namespace {

constexpr std::string_view users_path = "/api/v2/users/";

http::Response refuse(int status, const std::string& error, const std::string& message) {
  return {.status = status, .body = json::serialize(json::Object{{"statusCode", status}, {"error", error}, {"message", message}})};
}

}  // namespace

ManagementApi::ManagementApi()
    : server_(http::ServerConfig{.listen = {"tcp:127.0.0.1:0"}, .threads = 1}, [this](boost::asio::io_context&) -> http::ThreadHandler {
        return [this](http::Request request) -> Task<http::Response> { co_return answer(request); };
      }) {
  server_.bind();
  thread_ = std::jthread([this] { server_.run(); });
}

ManagementApi::~ManagementApi() {
  server_.stop();
  thread_.join();
}

std::string ManagementApi::url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
std::string ManagementApi::audience() const { return url() + "/api/v2/"; }

void ManagementApi::add_user(const std::string& sub, json::Object app_metadata) {
  const std::lock_guard lock(mutex_);
  users_[sub] = std::move(app_metadata);
}

std::string ManagementApi::app_metadata(const std::string& sub) const {
  const std::lock_guard lock(mutex_);
  const auto found = users_.find(sub);
  return found == users_.end() ? std::string() : json::serialize(found->second);
}

void ManagementApi::answer_patches_with(int status, http::Headers headers) {
  const std::lock_guard lock(mutex_);
  patch_headers_ = std::move(headers);
  patch_status_ = status;
}

void ManagementApi::answer_token_requests_with(int status) { token_status_ = status; }

void ManagementApi::withdraw_tokens() {
  const std::lock_guard lock(mutex_);
  tokens_.clear();
}

void ManagementApi::set_token_lifetime(std::int64_t seconds) {
  const std::lock_guard lock(mutex_);
  token_lifetime_s_ = seconds;
}

void ManagementApi::grant(std::string scope) {
  const std::lock_guard lock(mutex_);
  scope_ = std::move(scope);
}

void ManagementApi::during_patches(std::function<void()> act) {
  const std::lock_guard lock(mutex_);
  act_ = std::move(act);
}

http::Response ManagementApi::token(const http::Request& request) {
  ++token_fetches_;
  if (token_status_ != 200) return refuse(token_status_, "as told", "as told");
  const auto fields = fields_of(request.body);
  const auto is = [&](const std::string& name, const std::string& value) {
    const auto found = fields.find(name);
    return found != fields.end() && found->second == value;
  };
  if (!is("grant_type", "client_credentials") || !is("client_id", client_id) || !is("client_secret", client_secret))
    return {.status = 401, .body = R"({"error":"access_denied","error_description":"Unauthorized"})"};
  if (!is("audience", audience()))
    return {.status = 403, .body = R"({"error":"access_denied","error_description":"Service not enabled within domain"})"};
  const std::lock_guard lock(mutex_);
  const auto token = to_hex(random_bytes(16));
  tokens_.insert(token);
  if (scope_.find("update:users_app_metadata") != std::string::npos) tokens_that_may_patch_.insert(token);
  return {.status = 200,
          .body = json::serialize(json::Object{{"access_token", token}, {"token_type", "Bearer"}, {"expires_in", token_lifetime_s_}, {"scope", scope_}})};
}

http::Response ManagementApi::patch(const http::Request& request) {
  ++patches_;
  std::function<void()> act;
  {
    const std::lock_guard lock(mutex_);
    act = act_;
  }
  if (act) act();
  const std::lock_guard lock(mutex_);
  const auto bearer = std::string(request.headers.find("Authorization").substr(std::string_view("Bearer ").size()));
  if (!tokens_.contains(bearer)) return refuse(401, "Unauthorized", "Invalid token");
  if (!tokens_that_may_patch_.contains(bearer))
    return refuse(403, "Forbidden", "Insufficient scope, expected any of: update:users_app_metadata");
  if (patch_status_ != 200) {
    auto told = refuse(patch_status_, "as told", "as told");
    told.headers = patch_headers_;
    return told;
  }
  const auto user = users_.find(percent_decode(std::string_view(request.path).substr(users_path.size())).value());
  if (user == users_.end()) return refuse(404, "Not Found", "The user does not exist.");
  const auto body = json::parse(request.body).value();
  for (const auto& member : body.at("app_metadata").as_object()) {
    if (member.value().is_null()) user->second.erase(member.key());
    else user->second[member.key()] = member.value();
  }
  return {.status = 200, .body = json::serialize(json::Object{{"user_id", user->first}, {"app_metadata", user->second}})};
}

http::Response ManagementApi::answer(const http::Request& request) {
  if (request.method == http::Verb::post && request.path == "/oauth/token") return token(request);
  if (request.method == http::Verb::patch && request.path.starts_with(users_path)) return patch(request);
  return refuse(404, "Not Found", "Not Found");
}

}  // namespace mvp::oidc_testing
