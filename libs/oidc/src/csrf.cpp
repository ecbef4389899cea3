#include "csrf.hpp"

#include <algorithm>

namespace mvp::oidc {
namespace {

bool is_safe(http::Verb method) {
  return method == http::Verb::get || method == http::Verb::head || method == http::Verb::options;
}

Error forged(std::string detail) { return Error{Errc::forbidden, std::move(detail), {}, "csrf"}; }

}  // namespace

std::optional<Error> refuse_forged(const http::Request& request, std::string_view origin) {
  const bool is_api = request.path == "/api" || request.path.starts_with("/api/");
  if (!is_api && is_safe(request.method)) return std::nullopt;
  if (is_api && request.headers.find("X-MVP-CSRF") != "1") return forged("Send the header X-MVP-CSRF: 1.");
  const auto site = request.headers.find("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin") return forged("Only pages of this site may call this address.");
  if (!is_safe(request.method) && request.headers.find("Origin") != origin)
    return forged("The header Origin must name this site.");
  return std::nullopt;
}

bool is_local_path(std::string_view path) {
  if (!path.starts_with('/') || path.size() > 2048) return false;
  if (path.size() > 1 && (path[1] == '/' || path[1] == '\\')) return false;
  // Browsers drop tabs and line breaks before they parse: "/<tab>/evil" would be "//evil".
  return std::ranges::all_of(path, [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace mvp::oidc
