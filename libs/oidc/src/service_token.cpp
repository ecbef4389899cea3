#include "mvp/oidc/service_token.hpp"

#include "mvp/core/encoding.hpp"
#include "mvp/core/ids.hpp"
#include "mvp/log/log.hpp"
#include "signing_key.hpp"
#include "token_verifier.hpp"

namespace mvp::oidc {
namespace {

constexpr auto issuer = "mvp-tenants";
constexpr auto audience = "mvp-platform";
constexpr std::int64_t lifetime_s = 300;

const Expectation& service_token() {
  static const Expectation expected{.issuer = issuer,
                                    .audience = audience,
                                    .types = {"service+jwt"},
                                    .algorithms = {Algorithm::eddsa},
                                    .tenant_claim = "tenant"};
  return expected;
}

ServiceClaims to_service(const Claims& claims) {
  return ServiceClaims{.caller = claims.subject, .tenant = claims.tenant, .expires_at = claims.expires_at};
}

}  // namespace

class ServiceTokenSigner::Impl {
 public:
  explicit Impl(const std::string& path)
      : key(SigningKey::load(path)), public_key(PublicKey::from_jwk(key.jwk()).value()) {}
  SigningKey key;
  PublicKey public_key;
};

void ServiceTokenSigner::create_key_file(const std::string& path) { SigningKey::create_file(path); }
ServiceTokenSigner::ServiceTokenSigner(const std::string& key_file) : impl_(std::make_unique<Impl>(key_file)) {}
ServiceTokenSigner::~ServiceTokenSigner() = default;

std::string ServiceTokenSigner::sign(const ServiceClaims& claims) const {
  const auto now_s = now_in_seconds();
  const json::Object header{{"alg", "EdDSA"}, {"kid", impl_->key.kid()}, {"typ", "service+jwt"}};
  json::Object payload{
      {"iss", issuer}, {"aud", audience}, {"sub", claims.caller}, {"iat", now_s}, {"jti", random_uuid()}};
  payload["exp"] = claims.expires_at != 0 ? claims.expires_at : now_s + lifetime_s;
  if (!claims.tenant.empty()) payload["tenant"] = claims.tenant;
  const auto signed_part = to_base64url(json::serialize(header)) + "." + to_base64url(json::serialize(payload));
  return signed_part + "." + to_base64url(impl_->key.sign(signed_part));
}

std::string ServiceTokenSigner::jwks() const {
  return json::serialize(json::Object{{"keys", json::Array{impl_->key.jwk()}}});
}

Result<ServiceClaims> ServiceTokenSigner::verify(const std::string& token) const {
  const auto jwt = Jwt::parse(token);
  if (!jwt) return refuse_token(Context{}, jwt.error());
  const auto claims = oidc::verify(*jwt, impl_->public_key, service_token(), now_in_seconds());
  if (!claims) return refuse_token(Context{}, claims.error());
  return to_service(*claims);
}

class ServiceTokenVerifier::Impl {
 public:
  Impl(http::Client& client, std::string tenants_url)
      : client_(client),
        url_(std::move(tenants_url) + "/.well-known/jwks.json"),
        keys_([this](const Context& context) { return fetch(context); }),
        tokens(keys_, service_token(), true) {}

 private:
  Task<std::string> fetch(const Context& context) {
    http::ClientRequest request{.url = url_, .body_limit = 64 * 1024};
    auto answer = co_await client_.send(context, std::move(request));
    if (answer.status != 200) throw http::ClientUnavailable(url_ + " answers " + std::to_string(answer.status));
    co_return std::move(answer.body);
  }

  http::Client& client_;
  std::string url_;
  JwksCache keys_;

 public:
  TokenVerifier tokens;
};

ServiceTokenVerifier::ServiceTokenVerifier(boost::asio::any_io_executor, http::Client& client, std::string tenants_url)
    : impl_(std::make_shared<Impl>(client, std::move(tenants_url))) {}
ServiceTokenVerifier::~ServiceTokenVerifier() = default;

std::optional<ServiceClaims> ServiceTokenVerifier::remembered(std::string_view token) {
  const auto* claims = impl_->tokens.remembered(token);
  return claims ? std::optional(to_service(*claims)) : std::nullopt;
}

Task<Result<ServiceClaims>> ServiceTokenVerifier::verify(const Context& context, std::string token) {
  const auto claims = co_await impl_->tokens.verify(context, std::move(token));
  if (!claims) co_return Failure(claims.error());
  co_return to_service(*claims);
}

}  // namespace mvp::oidc
