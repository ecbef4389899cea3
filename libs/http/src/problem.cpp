#include "mvp/http/problem.hpp"

namespace mvp::http {

int status_of(Errc code) {
  switch (code) {
    case Errc::invalid: return 422;
    case Errc::malformed: return 400;
    case Errc::unauthenticated: return 401;
    case Errc::forbidden: return 403;
    case Errc::not_found: return 404;
    case Errc::conflict: return 409;
    case Errc::precondition_failed: return 412;
    case Errc::too_large: return 413;
    case Errc::unsupported_media: return 415;
    case Errc::too_many: return 429;
    case Errc::unavailable: return 503;
  }
  return 500;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    default: return "Status";
  }
}

namespace {

Response problem_of(int status, const Error& error, const Context& context) {
  json::Object body{{"type", "about:blank"}, {"title", reason_of(status)}, {"status", status}, {"detail", error.detail}};
  if (!error.field.empty()) body["field"] = error.field;
  if (!error.kind.empty()) body["code"] = error.kind;
  if (!context.request_id.empty()) body["request_id"] = context.request_id;
  Response response{.status = status, .body = json::serialize(body), .content_type = "application/problem+json"};
  response.headers.set("Cache-Control", "no-store");
  if (status == 503 || status == 429) response.headers.set("Retry-After", "1");
  if (status == 401) response.headers.set("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

Response problem(const Error& error, const Context& context) { return problem_of(status_of(error.code), error, context); }

Response problem(int status, std::string detail, const Context& context) {
  return problem_of(status, Error{Errc::invalid, std::move(detail)}, context);
}

}  // namespace mvp::http
