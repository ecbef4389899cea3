#include "app/node_client.hpp"

namespace mvp::tenants {
namespace {

std::string detail_of(const http::Response& answer) {
  const auto body = json::parse(answer.body);
  if (body && body->is_object())
    if (const auto* detail = body->get_object().if_contains("detail"); detail && detail->is_string()) return std::string(detail->get_string());
  return "The node answers " + std::to_string(answer.status) + ".";
}

bool is_final(int status) { return status == 400 || status == 409 || status == 422; }

}  // namespace

Task<Result<>> NodeClient::ensure(const Context& context, std::string slug, std::string stack_id, StackState state,
                                  std::optional<std::string> secret) {
  json::Object body{{"state", boost::describe::enum_to_string(state, "?")}, {"stack_id", stack_id}};
  if (secret) body["service_secret"] = *secret;
  http::ClientRequest request{.method = http::Verb::put, .url = "http://node/v1/stacks/" + slug, .unix_socket = socket_, .body = json::serialize(body)};
  request.headers.set("Content-Type", "application/json");
  const auto answer = co_await client_.send(context, std::move(request));
  if (answer.status == 200) co_return Result<>{};
  co_return fail(is_final(answer.status) ? Errc::conflict : Errc::unavailable, detail_of(answer));
}

}  // namespace mvp::tenants
