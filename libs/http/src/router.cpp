#include "mvp/http/router.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "mvp/core/encoding.hpp"
#include "mvp/core/unavailable.hpp"
#include "mvp/log/log.hpp"
#include "request_metrics.hpp"

namespace mvp::http {
namespace {

std::optional<Error> refuse_nobody(const Context&) { return std::nullopt; }

std::optional<Error> refuse_strangers(const Context& context) {
  if (context.principal.is_known()) return std::nullopt;
  return Error{Errc::unauthenticated, "Sign in first."};
}

using Params = std::map<std::string, std::string, std::less<>>;

std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

std::optional<Params> match(std::string_view pattern, std::string_view path) {
  Params params;
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = next_segment(pattern);
    const auto given = next_segment(path);
    if (wanted.starts_with('{')) {
      auto value = percent_decode(given);
      if (!value || value->empty()) return std::nullopt;
      params.emplace(wanted.substr(1, wanted.size() - 2), std::move(*value));
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return params;
}

/// A literal segment wins over a parameter: /signups/mine before /signups/{signup}.
bool is_more_literal(const Router::Entry& a, const Router::Entry& b) {
  return std::ranges::count(a.path, '{') < std::ranges::count(b.path, '{');
}

Response method_not_allowed(std::string allow, const Context& context) {
  auto response = problem(405, "This address does not take that method. Use one of: " + allow + ".", context);
  response.headers.set("Allow", std::move(allow));
  return response;
}

}  // namespace

const Access anyone{"anyone", refuse_nobody};
const Access signed_in{"signed_in", refuse_strangers};

void Router::add(Entry entry) {
  for (const auto& e : entries_)
    if (e.method == entry.method && e.path == entry.path) throw std::logic_error("route declared twice: " + entry.path);
  const auto at = std::ranges::upper_bound(entries_, entry, is_more_literal);
  entries_.insert(at, std::move(entry));
}

Task<Response> Router::dispatch(Request& request) const {
  const Entry* found = nullptr;
  std::string allow;
  const bool is_head = request.method == Verb::head;
  for (const auto& entry : entries_) {
    auto params = match(entry.path, request.path);
    if (!params) continue;
    if (entry.method == request.method || (is_head && entry.method == Verb::get)) {
      found = &entry;
      request.params = std::move(*params);
      break;
    }
    const std::string verb(boost::beast::http::to_string(entry.method));
    if (allow.find(verb) == std::string::npos) allow += (allow.empty() ? "" : ", ") + verb;
  }
  if (!found && allow.empty())
    co_return problem({Errc::not_found, "There is nothing at this address."}, request.context);
  if (!found) co_return method_not_allowed(allow, request.context);

  if (found->access != &anyone) {
    auto authenticated = co_await authenticate_(request);
    if (!authenticated) co_return problem(authenticated.error(), request.context);
    if (auto refusal = found->access->refuse(request.context)) co_return problem(*refusal, request.context);
  }
  co_return co_await found->handler(request);
}

Task<Response> Router::handle(Request request) const {
  const auto started = std::chrono::steady_clock::now();
  Response response;
  try {
    response = co_await dispatch(request);
  } catch (const Unavailable& e) {
    log::write(log::Level::warn, request.context, "dependency unavailable", {{"path", request.path}, {"what", e.what()}});
    response = problem({Errc::unavailable, "Something this needs is away for the moment. Try again shortly."}, request.context);
  } catch (const std::exception& e) {
    log::write(log::Level::error, request.context, "request failed", {{"path", request.path}, {"what", e.what()}});
    response = problem(500, "Something went wrong on our side. Nothing was changed; tell us the request id.", request.context);
  }
  record_answer(response.status, std::chrono::steady_clock::now() - started);
  co_return response;
}

}  // namespace mvp::http
