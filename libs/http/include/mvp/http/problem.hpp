#pragma once
#include "mvp/core/result.hpp"
#include "mvp/http/message.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::http {

/// The only place where an Errc becomes a status code.
int status_of(Errc code);

/// The reason phrase of RFC 9110 for a status we use ("Not Found").
std::string_view reason_of(int status);

/// The problem+json (RFC 9457) that an error stands for: type, title, status, detail, field, code, request_id.
Response problem(const Error& error, const Context& context);
Response problem(int status, std::string detail, const Context& context);

/// `status` with the value as JSON, or the problem the error stands for.
template <class T>
Response reply(int status, const Result<T>& result, const Context& context) {
  if (!result) return problem(result.error(), context);
  if constexpr (std::is_void_v<T>) return Response{.status = status, .body = {}, .content_type = {}};
  else return Response{.status = status, .body = json::encode(*result)};
}

/// JSON is for what people type; larger bodies are files, which have routes and types of their own.
inline constexpr std::size_t json_limit = 1024 * 1024;

/// The body as a T. @return malformed, unsupported_media (not application/json), too_large or invalid with the field.
template <class T>
Result<T> body_as(const Request& request) {
  const auto type = request.headers.find("Content-Type");
  if (!type.starts_with("application/json"))
    return fail(Errc::unsupported_media, "Send the body as application/json.");
  if (request.body.size() > json_limit) return fail(Errc::too_large, "The body is larger than this address takes (1 MiB).");
  return json::decode<T>(request.body);
}

}  // namespace mvp::http
