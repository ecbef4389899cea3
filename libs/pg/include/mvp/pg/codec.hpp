#pragma once
/// C++ values <-> PostgreSQL text format. NULL is std::nullopt; text values (Id, Instant, Date) go by parse/to_string;
/// described enums by their enumerator's name; booleans as t/f; json::Value as jsonb text.
#include <libpq-fe.h>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mvp/json/codec.hpp"

namespace mvp::pg {

using Params = std::vector<std::optional<std::string>>;

std::optional<std::string> to_param(double x);
inline std::optional<std::string> to_param(bool b) { return b ? "t" : "f"; }
template <class T>
std::optional<std::string> to_param(const T& x) {
  if constexpr (json::detail::IsOptional<T>::value) return x ? to_param(*x) : std::nullopt;
  else if constexpr (std::convertible_to<T, std::string_view>) return std::string(std::string_view(x));
  else if constexpr (std::integral<T>) return std::to_string(x);
  else if constexpr (json::detail::TextValue<T>) return std::string(x.to_string());
  else if constexpr (json::detail::DescribedEnum<T>) return boost::describe::enum_to_string(x, "?");
  else return json::encode(x);
}

void from_column(std::string_view text, std::int64_t& out);
void from_column(std::string_view text, std::int32_t& out);
void from_column(std::string_view text, double& out);
void from_column(std::string_view text, bool& out);
inline void from_column(std::string_view text, std::string& out) { out = text; }
template <class T>
void from_column(std::string_view text, T& out) {
  if constexpr (json::detail::IsOptional<T>::value) {
    from_column(text, out.emplace());
  } else if constexpr (json::detail::TextValue<T>) {
    auto parsed = T::parse(text);
    if (!parsed) throw std::logic_error("column does not hold " + parsed.error().detail);
    out = std::move(*parsed);
  } else if constexpr (json::detail::DescribedEnum<T>) {
    if (!boost::describe::enum_from_string(std::string(text).c_str(), out))
      throw std::logic_error("column holds an unknown value: " + std::string(text));
  } else {
    auto parsed = json::decode<T>(text);
    if (!parsed) throw std::logic_error("column is not the JSON expected: " + parsed.error().detail);
    out = std::move(*parsed);
  }
}

struct FreeResult {
  void operator()(PGresult* r) const { PQclear(r); }
};
using ResultPtr = std::unique_ptr<PGresult, FreeResult>;

/// "id, vehicle_id, volume_ml, ..." for SELECT and RETURNING, from the struct itself: it cannot drift.
template <class Row>
std::string columns(std::string_view prefix = {}) {
  std::string list;
  json::detail::for_each_member<Row>(
      [&](auto m) { list += (list.empty() ? "" : ", ") + std::string(prefix) + std::string(m.name); });
  return list;
}

/// Columns land in Row's described members by name. @throws std::logic_error when one is missing or does not fit.
template <class Row>
std::vector<Row> rows_of(const PGresult* r) {
  std::vector<Row> rows(static_cast<std::size_t>(PQntuples(r)));
  json::detail::for_each_member<Row>([&](auto m) {
    const int column = PQfnumber(r, m.name);
    if (column < 0) throw std::logic_error(std::string("query returns no column ") + m.name);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const int row = static_cast<int>(i);
      if (PQgetisnull(r, row, column)) continue;
      const std::string_view text(PQgetvalue(r, row, column), static_cast<std::size_t>(PQgetlength(r, row, column)));
      from_column(text, rows[i].*m.pointer);
    }
  });
  return rows;
}

}  // namespace mvp::pg
