#include "app/node_client.hpp"

namespace mvp::tenants {
namespace {

const std::string stacks = "/v1/stacks";

Failure refusal_of(const http::Response& answer) {
  const bool is_final = answer.status >= 400 && answer.status < 500 && answer.status != 408 && answer.status != 429;
  std::string detail = "The node answers " + std::to_string(answer.status) + ".";
  const auto body = json::parse(answer.body);
  if (body && body->is_object())
    if (const auto* text = body->get_object().if_contains("detail"); text && text->is_string()) detail = std::string(text->get_string());
  return fail(is_final ? Errc::conflict : Errc::unavailable, std::move(detail));
}

/// Reads what we need and leaves what a newer node says beside it.
Result<StackStatus> status_from(const json::Value& value) {
  json::Object known;
  if (value.is_object())
    json::detail::for_each_member<StackStatus>([&](auto member) {
      if (const auto* found = value.get_object().if_contains(member.name)) known[member.name] = *found;
    });
  return json::from_value<StackStatus>(known);
}

Failure not_as_agreed(const Error& error) { return fail(Errc::unavailable, "The node's answer is not as agreed: " + error.field + " " + error.detail); }

Result<StackStatus> status_of(const http::Response& answer) {
  if (answer.status != 200) return refusal_of(answer);
  const auto body = json::parse(answer.body);
  auto status = body ? status_from(*body) : Result<StackStatus>(Failure(body.error()));
  if (!status) return not_as_agreed(status.error());
  return status;
}

/// The part of a plan that the node sees to.
json::Object node_limits(const Limits& limits) {
  return {{"idle_after_s", limits.idle_after_s}, {"memory_mb", limits.memory_mb}, {"cpu_percent", limits.cpu_percent},
          {"processes", limits.processes}, {"disk_mb", limits.disk_mb}};
}

}  // namespace

Task<http::Response> NodeClient::send(const Context& context, http::Verb method, std::string path, std::string body) {
  http::ClientRequest request{.method = method, .url = "http://node" + std::move(path), .unix_socket = socket_, .body = std::move(body)};
  if (!request.body.empty()) request.headers.set("Content-Type", "application/json");
  return client_.send(context, std::move(request));
}

Task<Result<StackStatus>> NodeClient::ensure(const Context& context, StackWish wish) {
  json::Object body{{"state", json::to_value(wish.state)}, {"stack_id", wish.stack_id}, {"limits", node_limits(wish.limits)}};
  if (wish.secret) body["service_secret"] = *wish.secret;
  co_return status_of(co_await send(context, http::Verb::put, stacks + '/' + wish.slug, json::serialize(body)));
}

Task<Result<StackStatus>> NodeClient::rename(const Context& context, std::string slug, std::string stack_id, std::string to) {
  co_return status_of(co_await send(context, http::Verb::post, stacks + '/' + slug + "/rename", json::serialize(json::Object{{"stack_id", stack_id}, {"to", to}})));
}

Task<Result<std::optional<StackStatus>>> NodeClient::find(const Context& context, std::string slug) {
  const auto answer = co_await send(context, http::Verb::get, stacks + '/' + slug);
  if (answer.status == 404) co_return std::optional<StackStatus>();
  auto status = status_of(answer);
  if (!status) co_return Failure(status.error());
  co_return std::optional(std::move(*status));
}

Task<Result<std::vector<StackStatus>>> NodeClient::list(const Context& context) {
  if (const auto health = co_await send(context, http::Verb::get, "/health"); health.status != 200) co_return refusal_of(health);
  const auto answer = co_await send(context, http::Verb::get, stacks);
  if (answer.status != 200) co_return refusal_of(answer);
  const auto body = json::parse(answer.body);
  const auto* items = body && body->is_object() ? body->get_object().if_contains("items") : nullptr;
  if (!items || !items->is_array()) co_return fail(Errc::unavailable, "The node's list is not as agreed.");
  std::vector<StackStatus> all;
  all.reserve(items->get_array().size());
  for (const auto& item : items->get_array()) {
    auto status = status_from(item);
    if (!status) co_return not_as_agreed(status.error());
    all.push_back(std::move(*status));
  }
  co_return all;
}

}  // namespace mvp::tenants
