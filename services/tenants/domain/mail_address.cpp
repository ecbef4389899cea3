#include "domain/mail_address.hpp"

#include <algorithm>

namespace mvp::tenants {
namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && is_letter_or_digit(label.front()) && is_letter_or_digit(label.back()) &&
         std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_local_part(std::string_view text) {
  constexpr std::string_view foreign = "<>()[]\\,;:\" @";
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) { return c > 32 && c < 127; }) &&
         text.find_first_of(foreign) == std::string_view::npos;
}

}  // namespace

bool is_mail_domain(std::string_view text) {
  if (text.size() > 253 || text.find('.') == std::string_view::npos) return false;
  for (;;) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

std::optional<std::string> mail_address(std::string_view text) {
  std::string address(text);
  std::ranges::transform(address, address.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto at = address.rfind('@');
  if (at == std::string::npos || !is_local_part(std::string_view(address).substr(0, at)) || !is_mail_domain(std::string_view(address).substr(at + 1)))
    return std::nullopt;
  return address;
}

}  // namespace mvp::tenants
