#include "domain/upstream.hpp"

namespace mvp::garage {

UpstreamCall call_of(const http::Request& request, std::string path) {
  const bool has_body = request.method == http::Verb::post || request.method == http::Verb::put;
  return {.method = request.method == http::Verb::head ? http::Verb::get : request.method,
          .path = std::move(path),
          .body = has_body && request.body.empty() ? "{}" : request.body,
          .idempotency_key = std::string(request.headers.find("Idempotency-Key")),
          .if_match = std::string(request.headers.find("If-Match"))};
}

}  // namespace mvp::garage
