#include "index/key.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace mvp::catalog {
namespace {

constexpr CharacterSet all_digits = (CharacterSet{1} << 10) - 1;

/// `text` is what stands between the brackets.
CharacterSet bracketed(std::string_view text) {
  CharacterSet set = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i + 2 < text.size() && text[i + 1] == '-') {
      for (const char c : vin_alphabet)
        if (c >= text[i] && c <= text[i + 2]) set |= set_of(c);
      i += 2;
    } else {
      set |= set_of(text[i]);
    }
  }
  return set;
}

std::size_t fixed_length(std::string_view text) { return text.size() - static_cast<std::size_t>(std::ranges::count(text, '*')); }

std::string without_brackets(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c != '[' && c != ']'; });
  return out;
}

}  // namespace

CharacterSet set_of(char c) {
  if (c >= '0' && c <= '9') return CharacterSet{1} << (c - '0');
  if (c >= 'A' && c <= 'Z') return CharacterSet{1} << (10 + c - 'A');
  return c == '|' ? CharacterSet{1} << 36 : 0;
}

Subject::Subject(std::string_view vin) {
  if (vin.size() > 3) text_ = vin.substr(3, 5);
  if (vin.size() > 9) text_.append("|").append(vin.substr(9, 8));
  for (std::size_t i = 0; i < text_.size(); ++i) characters_[i] = set_of(text_[i]);
}

KeyTable::Key KeyTable::compile(std::string_view text, std::vector<CharacterSet>& sets) {
  Key key{.first_set = static_cast<std::uint32_t>(sets.size())};
  std::size_t place = 0;
  for (std::size_t i = 0; i < text.size() && place < key_places; ++i, ++place) {
    auto set = any_character;
    switch (text[i]) {
      case '*':
      case '_': break;
      case '#':
        set = all_digits;
        if (key.last_digit == 0) key.first_digit = static_cast<std::uint8_t>(place);
        key.last_digit = static_cast<std::uint8_t>(place + 1);
        break;
      case '[': {
        const auto end = std::min(text.find(']', i), text.size());
        set = end == text.size() ? 0 : bracketed(text.substr(i + 1, end - i - 1));
        i = end;
        break;
      }
      default: set = set_of(text[i]);
    }
    if (set == any_character) continue;
    key.named |= static_cast<std::uint16_t>(1U << place);
    sets.push_back(set);
  }
  key.length = static_cast<std::uint8_t>(place);
  return key;
}

KeyId KeyTable::add(std::string_view text) {
  const auto [entry, is_new] = ids_.try_emplace(std::string(text), static_cast<KeyId>(keys_.size()));
  if (is_new) keys_.push_back(compile(text, sets_));
  return entry->second;
}

void KeyTable::finish() {
  struct Rankable {
    std::size_t length;
    std::string text;
    KeyId id;
  };
  std::vector<Rankable> order;
  order.reserve(ids_.size());
  for (const auto& [text, id] : ids_) order.push_back({fixed_length(text), without_brackets(text), id});
  std::ranges::sort(order, [](const Rankable& a, const Rankable& b) { return std::tie(a.length, a.text) < std::tie(b.length, b.text); });
  std::uint32_t rank = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && (order[i].length != order[i - 1].length || order[i].text != order[i - 1].text)) ++rank;
    keys_[order[i].id].rank = rank;
  }
  ids_ = {};
  keys_.shrink_to_fit();
  sets_.shrink_to_fit();
}

bool KeyTable::matches(KeyId id, const Subject& subject) const {
  const auto& key = keys_[id];
  if (subject.size() < key.length) return false;
  const auto* set = sets_.data() + key.first_set;
  for (unsigned named = key.named; named != 0; named &= named - 1)
    if ((*set++ & subject.at(static_cast<std::size_t>(std::countr_zero(named)))) == 0) return false;
  return true;
}

CharacterSet KeyTable::allowed(KeyId id, std::size_t place) const {
  const auto& key = keys_[id];
  const unsigned bit = 1U << place;
  if ((key.named & bit) == 0) return any_character;
  return sets_[key.first_set + static_cast<std::size_t>(std::popcount(key.named & (bit - 1)))];
}

std::string_view KeyTable::digits_spelled(KeyId id, const Subject& subject) const {
  const auto& key = keys_[id];
  if (key.last_digit == 0) return {};
  return std::string_view(subject.text()).substr(key.first_digit, key.last_digit - key.first_digit);
}

}  // namespace mvp::catalog
