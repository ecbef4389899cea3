#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mvp/http/message.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::tenants {

/// One page of a list; `next_cursor` is null on the last.
template <class T>
struct Page {
  std::vector<T> items{};
  std::optional<std::string> next_cursor{};
  BOOST_DESCRIBE_CLASS(Page, (), (items, next_cursor), (), ())
};

/// Which page is asked for.
struct PageRequest {
  std::int64_t limit = 50;
  std::optional<std::string> cursor{};

  /// `limit` (1 to 200) and `cursor` of the query. @return invalid.
  static Result<PageRequest> of(const http::Request& request) {
    const auto limit = request.number("limit", 1, 200, 50);
    if (!limit) return Failure(limit.error());
    return PageRequest{.limit = *limit, .cursor = request.arg("cursor")};
  }
};

/// Cuts the page out of limit + 1 rows; `key` is what the next page starts after.
template <class T, class Key>
Page<T> page_of(std::vector<T> rows, std::int64_t limit, Key key) {
  Page<T> page{.items = std::move(rows)};
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.resize(static_cast<std::size_t>(limit));
    page.next_cursor = key(page.items.back());
  }
  return page;
}

}  // namespace mvp::tenants
