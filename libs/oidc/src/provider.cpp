#include "mvp/oidc/provider.hpp"

#include "discovery.hpp"
#include "logout_token.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/log/log.hpp"
#include "token_verifier.hpp"

namespace mvp::oidc {
namespace {

constexpr auto name_space = "https://motovaultpro.com/";

Expectation access_token_of(const ProviderConfig& config) {
  return Expectation{.issuer = config.issuer,
                     .audience = config.audience,
                     .types = {"at+jwt"},
                     .algorithms = {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa},
                     .name_space = name_space,
                     .tenant_claim = std::string(name_space) + "tenant_id"};
}

Expectation id_token_of(const ProviderConfig& config) {
  return Expectation{.issuer = config.issuer,
                     .audience = config.client_id,
                     .types = {"jwt", ""},
                     .algorithms = {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa},
                     .is_for_one_audience = true};
}

std::string base64(std::string text) {
  auto out = to_base64url(text);
  for (auto& c : out) c = c == '-' ? '+' : c == '_' ? '/' : c;
  while (out.size() % 4 != 0) out += '=';
  return out;
}

std::string form_of(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(percent_encode(value));
  }
  return out;
}

std::string text_of(const json::Object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

class Provider::Impl {
 public:
  Impl(http::Client& client, ProviderConfig config)
      : config_(std::move(config)),
        channel_(client, config_),
        keys_([this](const Context& context) { return fetch_keys(context); }),
        access_tokens_(keys_, access_token_of(config_), true),
        id_tokens_(keys_, id_token_of(config_), false) {}

  /// Answer of the token endpoint as an object. @return unauthenticated for invalid_grant.
  Task<Result<json::Object>> ask_for_tokens(const Context& context, std::string form) {
    const auto metadata = co_await channel_.metadata(context);
    const auto answer =
        co_await post_as_client(context, metadata.token_endpoint, std::move(form), metadata.takes_basic);
    const auto parsed = json::parse(answer.body);
    const auto object = parsed && parsed->is_object() ? parsed->get_object() : json::Object{};
    if (answer.status == 200) co_return object;
    const auto error = text_of(object, "error");
    log::write(log::Level::warn, context, "token endpoint refused", {{"error", error.substr(0, 40)}});
    if (error == "invalid_grant") co_return fail(Errc::unauthenticated, "The sign-in has ended. Sign in again.");
    // invalid_client and the like are wrong settings: nothing the user could do differently.
    throw http::ClientUnavailable("the token endpoint answers " + std::to_string(answer.status) + " " +
                                  error.substr(0, 40));
  }

  Task<Result<TokenSet>> tokens(const Context& context, std::string form) {
    const auto object = co_await ask_for_tokens(context, std::move(form));
    if (!object) co_return Failure(object.error());
    const auto* lifetime = object->if_contains("expires_in");
    const auto lifetime_s = lifetime && lifetime->is_int64() ? lifetime->get_int64() : 60;
    TokenSet set{.access_token = text_of(*object, "access_token"),
                 .refresh_token = text_of(*object, "refresh_token"),
                 .id_token = text_of(*object, "id_token"),
                 .access_expires_at = now_in_seconds() + lifetime_s};
    if (set.access_token.empty()) throw http::ClientUnavailable("the token endpoint gave no access token");
    co_return set;
  }

  /// With the client's secret. Source: RFC 6749 section 2.3.1.
  Task<http::Response> post_as_client(const Context& context, std::string url, std::string form, bool is_basic) {
    if (is_basic) {
      auto credentials = percent_encode(config_.client_id) + ":" + percent_encode(config_.client_secret);
      return channel_.post_form(context, std::move(url), std::move(form), "Basic " + base64(std::move(credentials)));
    }
    form += "&" + form_of({{"client_id", config_.client_id}, {"client_secret", config_.client_secret}});
    return channel_.post_form(context, std::move(url), std::move(form), {});
  }

  Task<std::string> fetch_keys(const Context& context) {
    const auto metadata = co_await channel_.metadata(context);
    auto answer = co_await channel_.read(context, metadata.jwks_uri);
    if (answer.status != 200) throw http::ClientUnavailable("jwks_uri answers " + std::to_string(answer.status));
    co_return std::move(answer.body);
  }

  const ProviderConfig config_;
  BackChannel channel_;
  JwksCache keys_;
  TokenVerifier access_tokens_, id_tokens_;
};

Provider::Provider(boost::asio::any_io_executor, http::Client& client, ProviderConfig config)
    : impl_(std::make_shared<Impl>(client, std::move(config))) {}
Provider::~Provider() = default;

const ProviderConfig& Provider::config() const { return impl_->config_; }

Task<Result<Claims>> Provider::verify_access_token(const Context& context, std::string token) {
  return impl_->access_tokens_.verify(context, std::move(token));
}

Task<Result<Claims>> Provider::verify_id_token(const Context& context, std::string token) {
  return impl_->id_tokens_.verify(context, std::move(token));
}

Task<Result<LogoutNotice>> Provider::verify_logout_token(const Context& context, std::string token,
                                                         std::vector<std::string> client_ids) {
  const auto jwt = Jwt::parse(token);
  if (!jwt) co_return refuse_token(context, jwt.error());
  const auto key = co_await impl_->keys_.find(context, jwt->kid);
  if (!key) co_return refuse_token(context, Flaw::unknown_key);
  auto notice = verify_logout(*jwt, *key, config().issuer, client_ids, now_in_seconds());
  if (!notice) co_return refuse_token(context, notice.error());
  co_return std::move(*notice);
}

Task<std::string> Provider::authorization_endpoint(const Context& context) {
  co_return (co_await impl_->channel_.metadata(context)).authorization_endpoint;
}

Task<std::string> Provider::end_session_endpoint(const Context& context) {
  co_return (co_await impl_->channel_.metadata(context)).end_session_endpoint;
}

Task<bool> Provider::sends_iss(const Context& context) {
  co_return (co_await impl_->channel_.metadata(context)).sends_iss;
}

Task<Result<TokenSet>> Provider::exchange_code(const Context& context, std::string code, std::string verifier,
                                               std::string redirect_uri) {
  return impl_->tokens(context, form_of({{"grant_type", "authorization_code"},
                                         {"code", code},
                                         {"code_verifier", verifier},
                                         {"redirect_uri", redirect_uri}}));
}

Task<Result<TokenSet>> Provider::refresh(const Context& context, std::string refresh_token) {
  return impl_->tokens(context, form_of({{"grant_type", "refresh_token"}, {"refresh_token", refresh_token}}));
}

Task<> Provider::revoke(const Context& context, std::string refresh_token) {
  const auto metadata = co_await impl_->channel_.metadata(context);
  if (metadata.revocation_endpoint.empty()) co_return;
  auto form = form_of({{"token", refresh_token}, {"token_type_hint", "refresh_token"}});
  co_await impl_->post_as_client(context, metadata.revocation_endpoint, std::move(form), metadata.takes_basic);
}

}  // namespace mvp::oidc
