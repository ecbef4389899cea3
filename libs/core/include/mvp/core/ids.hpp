#pragma once
#include <compare>
#include <string>
#include <string_view>

#include "mvp/core/result.hpp"

namespace mvp {

/// A fresh random UUID (RFC 9562 version 4), lower case.
std::string random_uuid();

/// True for the canonical lower-case form of any UUID.
bool is_uuid(std::string_view text);

/// A row id (UUID) that cannot be passed where another table's id is expected.
template <class Tag>
struct Id {
  std::string value;

  static Id random() { return Id{random_uuid()}; }
  /// @return invalid unless `text` is a lower-case UUID.
  static Result<Id> parse(std::string_view text) {
    if (!is_uuid(text)) return fail(Errc::invalid, "is not an id");
    return Id{std::string(text)};
  }
  const std::string& to_string() const { return value; }

  friend auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace mvp
