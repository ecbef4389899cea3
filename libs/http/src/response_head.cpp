#include "response_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "mvp/http/problem.hpp"

namespace mvp::http {
namespace {

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string head_of(const Response& response, bool is_kept_alive) {
  std::string head;
  head.reserve(512);
  head += "HTTP/1.1 ";
  append_number(head, static_cast<std::size_t>(response.status));
  head.append(" ").append(reason_of(response.status)).append("\r\n");
  const auto size = response.content().size();
  if (!response.content_type.empty() && !(size == 0 && response.status == 204)) append_field(head, "Content-Type", response.content_type);
  if (response.status != 204 && response.status != 304) {
    head += "Content-Length: ";
    append_number(head, size);
    head += "\r\n";
  }
  for (const auto& [name, value] : response.headers.all()) {
    if (std::ranges::any_of(value, [](char c) { return c == '\r' || c == '\n'; }))
      throw std::logic_error("line break in header " + name);
    append_field(head, name, value);
  }
  if (!response.headers.has("X-Content-Type-Options")) head += "X-Content-Type-Options: nosniff\r\n";
  if (!is_kept_alive) head += "Connection: close\r\n";
  return head += "\r\n";
}

}  // namespace mvp::http
