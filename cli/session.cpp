#include "cli/session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "cli/table.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/http/client.hpp"

namespace mvp::cli {
namespace {

std::string text_of(const json::Object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value && value->is_string() ? printable(value->get_string()) : std::string();
}

/// @throws http::ClientUnavailable.
http::Response send(http::ClientRequest request, std::chrono::seconds time) {
  boost::asio::io_context io;
  http::Client client(io.get_executor());
  const Context context{.deadline = std::chrono::steady_clock::now() + time};
  std::exception_ptr failure;
  http::Response answer;
  boost::asio::co_spawn(io, client.send(context, std::move(request)), [&](std::exception_ptr thrown, http::Response response) {
    failure = thrown;
    answer = std::move(response);
  });
  io.run();
  if (failure) std::rethrow_exception(failure);
  return answer;
}

}  // namespace

std::string segment(const std::string& id) { return percent_encode(id); }

std::string sentence_of(const http::Response& answer) {
  const auto body = json::parse(answer.body);
  if (!body || !body->is_object()) return "The control plane answers " + std::to_string(answer.status) + ".";
  const auto& problem = body->get_object();
  const auto detail = text_of(problem, "detail");
  const auto field = text_of(problem, "field");
  if (field.empty()) return detail.empty() ? text_of(problem, "title") : detail;
  return field.substr(1) + " " + detail + ".";
}

json::Value Session::call(http::Verb method, const std::string& path, const json::Value& body) const {
  http::ClientRequest request{.method = method, .url = "http://tenants/api/v1" + path, .unix_socket = settings_.operator_socket};
  if (!body.is_null()) {
    request.headers.set("Content-Type", "application/json");
    request.body = json::serialize(body);
  }
  http::Response answer;
  try {
    answer = send(std::move(request), std::chrono::seconds(75));
  } catch (const Unavailable&) {
    throw Failed("Nobody answers at " + settings_.operator_socket + ". Is the platform up, and are you its operator?");
  }
  if (answer.status >= 400) throw Failed(sentence_of(answer));
  if (answer.body.empty()) return nullptr;
  auto value = json::parse(answer.body);
  if (!value) throw Failed("The control plane's answer is no JSON.");
  return std::move(*value);
}

json::Array Session::items(const std::string& path) const {
  json::Array all;
  std::string cursor;
  do {
    const std::string joint = path.find('?') == std::string::npos ? "?" : "&";
    const auto page = call(http::Verb::get, path + joint + "limit=200" + (cursor.empty() ? "" : "&cursor=" + percent_encode(cursor)));
    const auto& object = page.as_object();
    for (const auto& item : object.at("items").as_array()) all.push_back(item);
    cursor = text_of(object, "next_cursor");
  } while (!cursor.empty());
  return all;
}

std::optional<http::Response> Session::ask(const std::string& url, const std::string& socket) const {
  try {
    return send({.url = url, .unix_socket = socket}, std::chrono::seconds(3));
  } catch (const Unavailable&) {
    return std::nullopt;
  }
}

}  // namespace mvp::cli
