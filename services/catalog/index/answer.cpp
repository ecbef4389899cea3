#include "index/answer.hpp"

namespace mvp::catalog {
namespace {

/// RFC 9110 section 13.1.2, weak comparison.
bool names(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

http::Response with_etag(const http::Request& request, const Index& index, http::Response response) {
  const auto etag = etag_of(index);
  if (names(request.headers.find("If-None-Match"), etag)) response = {.status = 304, .body = {}, .content_type = {}};
  response.headers.set("ETag", etag);
  response.headers.set("Cache-Control", "private, max-age=3600");
  return response;
}

}  // namespace

std::string etag_of(const Index& index) {
  // Lists end with next year's models: the year is part of what the answer depends on.
  const auto slash = index.dataset().find('/');
  return '"' + index.dataset().substr(0, 16) + '.' + index.dataset().substr(slash + 1) + '.' + MVP_VERSION + '.' +
         std::to_string(this_year()) + '"';
}

http::Response cacheable(const http::Request& request, const Index& index, std::string body) {
  return with_etag(request, index, http::Response{.status = 200, .body = std::move(body)});
}

http::Response cacheable(const http::Request& request, const Index& index, std::shared_ptr<const std::string> body) {
  return with_etag(request, index, http::Response{.status = 200, .shared_body = std::move(body)});
}

Error not_imported() {
  return Error{Errc::unavailable, "The vehicle catalogue is empty. Run `mvp catalog import` once; it is picked up by itself."};
}

}  // namespace mvp::catalog
