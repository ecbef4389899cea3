#pragma once
#include <boost/beast/http/verb.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mvp/core/context.hpp"
#include "mvp/core/result.hpp"

namespace mvp::http {

using Verb = boost::beast::http::verb;

/// Header fields in order of arrival; names compare without case.
class Headers {
 public:
  /// First field of that name, or empty.
  std::string_view find(std::string_view name) const;
  bool has(std::string_view name) const;
  void set(std::string name, std::string value);  ///< replaces all of that name
  void add(std::string name, std::string value);  ///< for Set-Cookie
  void reserve(std::size_t count) { fields_.reserve(count); }
  const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
  Verb method = Verb::get;
  std::string target;  ///< as received: path and query
  std::string path;    ///< percent-encoding as received, always starts with '/'
  Headers headers{};
  std::string body{};
  Context context{};
  std::map<std::string, std::string, std::less<>> params{};  ///< "{name}" segments, decoded
  std::map<std::string, std::string, std::less<>> query{};   ///< decoded; a repeated key is refused with 400
  std::optional<unsigned> peer_uid{};                        ///< SO_PEERCRED of a unix-socket client

  std::string_view host() const { return headers.find("Host"); }
  /// Value of a cookie, if exactly one of that name was sent.
  std::optional<std::string> cookie(std::string_view name) const;

  /// A path parameter as an id. @return not_found if it is no id: nobody learns which form ids have.
  template <class SomeId>
  Result<SomeId> id(std::string_view name) const {
    const auto found = params.find(name);
    auto parsed = SomeId::parse(found == params.end() ? std::string_view{} : std::string_view(found->second));
    if (!parsed) return fail(Errc::not_found, "There is nothing at this address.");
    return parsed;
  }
  const std::string& param(std::string_view name) const { return params.find(name)->second; }
  /// A query parameter, or nullopt.
  std::optional<std::string> arg(std::string_view name) const;
  /// A whole number from the query within [least, most], `fallback` when absent. @return invalid otherwise.
  Result<std::int64_t> number(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t fallback) const;
};

struct Response {
  int status = 200;
  std::string body{};
  std::string content_type = "application/json";
  Headers headers{};
  /// A finished body that many answers share: sent instead of `body`, never copied.
  std::shared_ptr<const std::string> shared_body{};

  /// The bytes that are sent.
  std::string_view content() const { return shared_body ? std::string_view(*shared_body) : std::string_view(body); }
};

}  // namespace mvp::http
