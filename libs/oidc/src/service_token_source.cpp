#include "mvp/log/log.hpp"
#include "mvp/oidc/service_token.hpp"
#include "single_flight.hpp"
#include "token_verifier.hpp"

namespace mvp::oidc {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds renew_before{60};
constexpr std::chrono::seconds least_left{5};
constexpr std::chrono::seconds retry_pause{1};

}  // namespace

class ServiceTokenSource::Impl {
 public:
  Impl(http::Client& client, std::string url, const json::Object& body)
      : client_(client), url_(std::move(url)), body_(json::serialize(body)) {}

  Task<std::string> token(const Context& context) {
    const auto left = expires_at_ - Clock::now();
    if (left > renew_before || (left > least_left && Clock::now() < retry_at_)) co_return token_;
    if (flight_.is_under_way()) {
      if (left <= least_left) co_await flight_.wait();
    } else {
      co_await renew(context);
    }
    if (expires_at_ - Clock::now() <= least_left) throw http::ClientUnavailable("no valid service token is left");
    co_return token_;
  }

 private:
  /// Failure is told by the old token running out.
  Task<> renew(const Context& context) {
    const auto lead = flight_.lead(co_await boost::asio::this_coro::executor);
    const Context own{
        .tenant = context.tenant, .request_id = context.request_id, .deadline = Clock::now() + std::chrono::seconds(5)};
    retry_at_ = Clock::now() + retry_pause;
    try {
      http::ClientRequest request{.method = http::Verb::post, .url = url_, .body = body_};
      request.headers.set("Content-Type", "application/json");
      const auto answer = co_await client_.send(own, std::move(request));
      take(answer);
    } catch (const Unavailable& e) {
      log::write(log::Level::warn, context, "service token cannot be renewed", {{"what", e.what()}});
    }
  }

  void take(const http::Response& answer) {
    const auto parsed = json::parse(answer.body);
    if (answer.status != 200 || !parsed || !parsed->is_object())
      throw http::ClientUnavailable("the control plane answers " + std::to_string(answer.status));
    const auto* token = parsed->get_object().if_contains("token");
    const auto* lifetime = parsed->get_object().if_contains("expires_in");
    if (!token || !token->is_string() || !lifetime || !lifetime->is_int64())
      throw http::ClientUnavailable("the control plane's answer holds no token");
    token_ = token->get_string();
    expires_at_ = Clock::now() + std::chrono::seconds(lifetime->get_int64());
  }

  http::Client& client_;
  std::string url_, body_, token_{};
  Clock::time_point expires_at_{}, retry_at_{};
  SingleFlight flight_{};
};

ServiceTokenSource::ServiceTokenSource(http::Client& client, std::string tenants_url, std::string caller,
                                       std::string tenant, std::string secret) {
  json::Object body{{"caller", std::move(caller)}, {"secret", std::move(secret)}};
  if (!tenant.empty()) body["tenant"] = std::move(tenant);
  impl_ = std::make_shared<Impl>(client, std::move(tenants_url) + "/api/v1/service-token", body);
}
ServiceTokenSource::~ServiceTokenSource() = default;

Task<std::string> ServiceTokenSource::token(const Context& context) { return impl_->token(context); }

}  // namespace mvp::oidc
