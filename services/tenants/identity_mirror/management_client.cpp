#include "identity_mirror/management_client.hpp"

#include <algorithm>
#include <charconv>

#include "mvp/core/encoding.hpp"
#include "mvp/core/instant.hpp"

namespace mvp::tenants {
namespace {

using namespace std::chrono_literals;
using Outcome = ManagementAnswer::Outcome;

constexpr auto renew_before = 60s;

json::Object object_of(const http::Response& answer) {
  auto parsed = json::parse(answer.body);
  return parsed && parsed->is_object() ? std::move(parsed->get_object()) : json::Object{};
}

std::string text_of(const json::Object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// "403 Insufficient scope", from either kind of body.
std::string words_of(const http::Response& answer) {
  const auto body = object_of(answer);
  std::string words = text_of(body, "message");
  if (words.empty()) words = text_of(body, "error_description");
  if (words.empty()) words = text_of(body, "error");
  return std::to_string(answer.status) + (words.empty() ? "" : " " + words.substr(0, 200));
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// How long a 429 asks us to wait. Auth0 names the second since 1970 in which calls are free again, others the seconds until then.
std::chrono::seconds pause_of(const http::Response& answer, std::chrono::seconds longest) {
  std::int64_t pause_s = 1;
  if (const auto reset = number_of(answer.headers.find("x-ratelimit-reset"))) pause_s = *reset - Instant::now().us / 1'000'000;
  else if (const auto after = number_of(answer.headers.find("Retry-After"))) pause_s = *after;
  return std::chrono::seconds(std::clamp<std::int64_t>(pause_s, 1, longest.count()));
}

std::string form_of(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  std::string form;
  for (const auto& [name, value] : fields) form += (form.empty() ? "" : "&") + std::string(name) + "=" + percent_encode(value);
  return form;
}

}  // namespace

Task<std::expected<http::Response, ManagementAnswer>> ManagementClient::send(const Context& context, http::ClientRequest request) {
  auto limited = context;
  limited.deadline = std::min(context.deadline, Clock::now() + config_.timeout);
  try {
    auto answer = co_await client_.send(limited, std::move(request));
    if (answer.status == 429)
      co_return std::unexpected(ManagementAnswer{Outcome::slow_down, "The provider asks for fewer calls.", pause_of(answer, config_.longest_pause)});
    if (answer.status >= 500) co_return std::unexpected(ManagementAnswer{Outcome::unavailable, "The provider answers " + words_of(answer)});
    co_return answer;
  } catch (const Unavailable& e) {
    co_return std::unexpected(ManagementAnswer{Outcome::unavailable, e.what()});
  }
}

Task<std::optional<ManagementAnswer>> ManagementClient::renew_token(const Context& context) {
  if (!token_.empty() && Clock::now() < renew_at_) co_return std::nullopt;
  http::ClientRequest request{.method = http::Verb::post, .url = config_.url + "/oauth/token"};
  request.body = form_of({{"grant_type", "client_credentials"}, {"client_id", config_.client_id},
                          {"client_secret", config_.client_secret}, {"audience", config_.audience}});
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  const auto answer = co_await send(context, std::move(request));
  if (!answer) co_return answer.error();
  if (answer->status != 200) co_return ManagementAnswer{Outcome::misconfigured, "The provider gives us no token: " + words_of(*answer)};
  const auto body = object_of(*answer);
  token_ = text_of(body, "access_token");
  if (token_.empty()) co_return ManagementAnswer{Outcome::misconfigured, "The provider's answer holds no token: is MVP_MANAGEMENT_URL right?"};
  const auto* lifetime = body.if_contains("expires_in");
  const std::chrono::seconds lasts(lifetime && lifetime->is_int64() ? lifetime->get_int64() : 0);
  renew_at_ = Clock::now() + std::max(lasts - renew_before, lasts / 2);
  co_return std::nullopt;
}

Task<std::expected<http::Response, ManagementAnswer>> ManagementClient::patch(const Context& context, std::string url, std::string body) {
  if (auto trouble = co_await renew_token(context)) co_return std::unexpected(std::move(*trouble));
  http::ClientRequest request{.method = http::Verb::patch, .url = std::move(url), .body = std::move(body)};
  request.headers.set("Authorization", "Bearer " + token_);
  request.headers.set("Content-Type", "application/json");
  co_return co_await send(context, std::move(request));
}

ManagementAnswer ManagementClient::refusal(const http::Response& answer) const {
  switch (answer.status) {
    case 404: return {Outcome::refused, "The provider knows no such user."};
    case 401: return {Outcome::misconfigured, "The provider does not take the token it gave us: is MVP_MANAGEMENT_AUDIENCE right? " + words_of(answer)};
    case 403: return {Outcome::misconfigured, "Our client is not granted the scope update:users_app_metadata: " + words_of(answer)};
    default: return {Outcome::refused, "The provider answers " + words_of(answer)};
  }
}

Task<ManagementAnswer> ManagementClient::merge_app_metadata(const Context& context, std::string sub, json::Object members) {
  const auto url = config_.url + "/api/v2/users/" + percent_encode(sub);
  const auto body = json::serialize(json::Object{{"app_metadata", std::move(members)}});
  auto answer = co_await patch(context, url, body);
  if (answer && answer->status == 401) {
    token_.clear();  // withdrawn, or signed by a key that is no more
    answer = co_await patch(context, url, body);
  }
  if (!answer) co_return answer.error();
  if (answer->status == 200) co_return ManagementAnswer{Outcome::done};
  if (answer->status == 401) token_.clear();
  co_return refusal(*answer);
}

}  // namespace mvp::tenants
