#include "discovery.hpp"

#include <algorithm>

#include "mvp/log/log.hpp"

namespace mvp::oidc {
namespace {

constexpr std::chrono::hours metadata_ttl{1};
constexpr std::chrono::seconds retry_pause{2};
constexpr std::size_t answer_limit = 256 * 1024;

std::string without_trailing_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string text_of(const json::Object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool takes_basic(const json::Object& object) {
  const auto* methods = object.if_contains("token_endpoint_auth_methods_supported");
  return !methods || !methods->is_array() ||
         std::ranges::count(methods->get_array(), json::Value("client_secret_basic")) > 0;
}

Metadata metadata_from(const http::Response& answer, const std::string& issuer) {
  const auto parsed = json::parse(answer.body);
  if (answer.status != 200 || !parsed || !parsed->is_object())
    throw http::ClientUnavailable("the provider's discovery document cannot be read");
  const auto& object = parsed->get_object();
  if (text_of(object, "issuer") != issuer)
    throw http::ClientUnavailable("the discovery document is of issuer " + text_of(object, "issuer") + ", not " +
                                  issuer);
  const auto* iss = object.if_contains("authorization_response_iss_parameter_supported");
  Metadata out{.authorization_endpoint = text_of(object, "authorization_endpoint"),
               .token_endpoint = text_of(object, "token_endpoint"),
               .jwks_uri = text_of(object, "jwks_uri"),
               .end_session_endpoint = text_of(object, "end_session_endpoint"),
               .revocation_endpoint = text_of(object, "revocation_endpoint"),
               .sends_iss = iss && iss->is_bool() && iss->get_bool(),
               .takes_basic = takes_basic(object)};
  if (out.authorization_endpoint.empty() || out.token_endpoint.empty() || out.jwks_uri.empty())
    throw http::ClientUnavailable("the discovery document lacks an endpoint");
  return out;
}

}  // namespace

std::string origin_of(const std::string& url) {
  const auto scheme = url.find("://");
  return scheme == std::string::npos ? url : url.substr(0, url.find('/', scheme + 3));
}

Task<http::Response> BackChannel::send(const Context& context, http::ClientRequest request) {
  const auto origin = origin_of(config_.issuer);
  const bool is_at_issuer = request.url.starts_with(origin + "/");
  if (!config_.internal_url.empty() && is_at_issuer) {
    request.url.replace(0, origin.size(), without_trailing_slash(config_.internal_url));
    request.headers.set("Host", origin.substr(origin.find("://") + 3));
    request.headers.set("X-Forwarded-Proto", origin.substr(0, origin.find("://")));
  }
  request.headers.set("Accept", "application/json");
  request.body_limit = answer_limit;
  const auto url = request.url;
  auto answer = co_await client_.send(context, std::move(request));
  if (answer.status >= 500) throw http::ClientUnavailable(url + " answers " + std::to_string(answer.status));
  co_return answer;
}

Task<http::Response> BackChannel::read(const Context& context, std::string url) {
  http::ClientRequest request{.url = std::move(url)};
  return send(context, std::move(request));
}

Task<http::Response> BackChannel::post_form(const Context& context, std::string url, std::string form,
                                            std::string authorization) {
  http::ClientRequest request{.method = http::Verb::post, .url = std::move(url), .body = std::move(form)};
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  if (!authorization.empty()) request.headers.set("Authorization", std::move(authorization));
  return send(context, std::move(request));
}

Task<Metadata> BackChannel::metadata(const Context& context) {
  if (metadata_ && std::chrono::steady_clock::now() < metadata_until_) co_return *metadata_;
  if (flight_.is_under_way()) {
    co_await flight_.wait();
    if (!metadata_) throw http::ClientUnavailable("the provider's discovery document cannot be fetched");
    co_return *metadata_;
  }
  const auto lead = flight_.lead(co_await boost::asio::this_coro::executor);
  const Context own{.request_id = context.request_id,
                    .deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5)};
  try {
    const auto answer =
        co_await read(own, without_trailing_slash(config_.issuer) + "/.well-known/openid-configuration");
    metadata_ = metadata_from(answer, config_.issuer);
    metadata_until_ = std::chrono::steady_clock::now() + metadata_ttl;
  } catch (const Unavailable& e) {
    if (!metadata_) throw;
    log::write(log::Level::warn, context, "discovery document cannot be fetched", {{"what", e.what()}});
    metadata_until_ = std::chrono::steady_clock::now() + retry_pause;
  }
  co_return *metadata_;
}

}  // namespace mvp::oidc
