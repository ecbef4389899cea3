#pragma once
#include <algorithm>
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "mvp/core/encoding.hpp"
#include "mvp/http/message.hpp"
#include "mvp/http/problem.hpp"

namespace mvp::garage {

/// One page of rows that are in memory as a whole; the cursor is the id of the last row seen, which survives inserts.
template <class Row>
Result<json::Value> page_of(const std::vector<Row>& rows, const http::Request& request) {
  const auto limit = request.number("limit", 1, 200, 50);
  if (!limit) return Failure(limit.error());
  auto first = rows.begin();
  if (const auto cursor = request.arg("cursor")) {
    const auto id = from_base64url(*cursor);
    const auto seen = std::ranges::find_if(rows, [&](const Row& row) { return id && row.id.value == *id; });
    if (seen == rows.end()) return fail(Errc::invalid, "is no cursor of this list; start again without it", "/cursor");
    first = std::next(seen);
  }
  const auto last = std::distance(first, rows.end()) > *limit ? first + *limit : rows.end();
  json::Object page{{"items", json::to_value(std::vector<Row>(first, last))}, {"next_cursor", nullptr}};
  if (last != rows.end() && last != first) page["next_cursor"] = to_base64url(std::prev(last)->id.value);
  return json::Value(std::move(page));
}

}  // namespace mvp::garage
