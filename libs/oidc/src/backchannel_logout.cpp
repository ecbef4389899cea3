#include "backchannel_logout.hpp"

#include <exception>

#include "mvp/core/encoding.hpp"
#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::oidc {
namespace {

/// The one logout_token of a form; empty if there is none or more than one.
std::string token_in(std::string_view form) {
  constexpr std::string_view name = "logout_token=";
  std::string found;
  while (!form.empty()) {
    const auto pair = form.substr(0, form.find('&'));
    form.remove_prefix(std::min(form.size(), pair.size() + 1));
    if (!pair.starts_with(name)) continue;
    if (!found.empty()) return {};
    found = percent_decode(pair.substr(name.size()), true).value_or("");
  }
  return found;
}

http::Response answer(bool is_done) {
  http::Response response{.status = is_done ? 200 : 400, .body = {}, .content_type = {}};
  response.headers.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

Task<bool> BackChannelLogout::end_sessions(const Context& context, std::string form) {
  const auto notice = co_await provider_.verify_logout_token(context, token_in(form), config_.client_ids);
  if (!notice) co_return false;
  if (!co_await store_.note_logout(context, notice->id)) {
    log::write(log::Level::warn, context, "logout token came twice");
    co_return false;
  }
  std::exception_ptr failure;
  try {
    co_await config_.pass_on(context, *notice);
    co_await store_.erase_all(context, notice->subject, notice->sid);
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return true;
  co_await store_.forget_logout(context, notice->id);  // the provider may try again
  std::rethrow_exception(failure);
}

Task<http::Response> BackChannelLogout::receive(const http::Request& request) {
  const auto type = request.headers.find("Content-Type");
  const bool is_form = type.starts_with("application/x-www-form-urlencoded");
  const bool is_done = is_form && co_await end_sessions(request.context, request.body);
  metrics::count("backchannel_logouts_total", "Logout tokens by outcome.", {{"outcome", is_done ? "done" : "refused"}});
  co_return answer(is_done);
}

}  // namespace mvp::oidc
