#include "resp.hpp"

#include <charconv>

namespace mvp::redis {
namespace {

/// Walks over the input; `at` moves only past what is complete.
struct Cursor {
  std::string_view input;
  std::size_t at = 0;

  std::optional<std::string_view> line() {
    const auto end = input.find("\r\n", at);
    if (end == std::string_view::npos) return std::nullopt;
    const auto text = input.substr(at, end - at);
    at = end + 2;
    return text;
  }
};

std::int64_t number(std::string_view text) {
  std::int64_t value{};
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size()) throw Unavailable("Redis sent a broken number");
  return value;
}

std::optional<Answer> read(Cursor& cursor);

std::optional<Answer> read_bulk(Cursor& cursor, std::int64_t size) {
  if (size < 0) return Answer{};
  const auto length = static_cast<std::size_t>(size);
  if (cursor.input.size() < cursor.at + length + 2) return std::nullopt;
  Answer out;
  out.reply.value = std::string(cursor.input.substr(cursor.at, length));
  cursor.at += length + 2;
  return out;
}

std::optional<Answer> read_list(Cursor& cursor, std::int64_t size) {
  if (size < 0) return Answer{};
  Reply::List items;
  for (std::int64_t i = 0; i < size; ++i) {
    auto item = read(cursor);
    if (!item) return std::nullopt;
    items.push_back(std::move(item->reply));
  }
  Answer out;
  out.reply.value = std::move(items);
  return out;
}

std::optional<Answer> read(Cursor& cursor) {
  const auto line = cursor.line();
  if (!line) return std::nullopt;
  if (line->empty()) throw Unavailable("Redis sent an empty line");
  const auto rest = line->substr(1);
  Answer out;
  switch (line->front()) {
    case '+': out.reply.value = std::string(rest); return out;
    case '-': out.error = std::string(rest); return out;
    case ':': out.reply.value = number(rest); return out;
    case '$': return read_bulk(cursor, number(rest));
    case '*': return read_list(cursor, number(rest));
    default: throw Unavailable("Redis sent what is no RESP2");
  }
}

}  // namespace

std::string encode(const std::vector<std::string>& words) {
  std::string out = "*" + std::to_string(words.size()) + "\r\n";
  for (const auto& word : words) out += "$" + std::to_string(word.size()) + "\r\n" + word + "\r\n";
  return out;
}

std::optional<Answer> decode(std::string& input) {
  Cursor cursor{input};
  auto answer = read(cursor);
  if (answer) input.erase(0, cursor.at);
  return answer;
}

}  // namespace mvp::redis
