#include "mvp/pg/codec.hpp"

#include <charconv>

namespace mvp::pg {
namespace {

template <class Number>
void parse(std::string_view text, Number& out) {
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (ec != std::errc{} || end != text.data() + text.size()) throw std::logic_error("column is not a number that fits");
}

}  // namespace

std::optional<std::string> to_param(double x) {
  char buffer[32];
  const auto [end, ec] = std::to_chars(buffer, buffer + sizeof buffer, x);
  return std::string(buffer, end);
}

void from_column(std::string_view text, std::int64_t& out) { parse(text, out); }
void from_column(std::string_view text, std::int32_t& out) { parse(text, out); }
void from_column(std::string_view text, double& out) { parse(text, out); }
void from_column(std::string_view text, bool& out) { out = text == "t"; }

}  // namespace mvp::pg
