#include "mails/routes.hpp"

#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

Task<http::Response> list(Mails& mails, const http::Request& request) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  if (page->cursor && !is_uuid(*page->cursor)) co_return http::problem({Errc::invalid, "is no cursor of ours", "/cursor"}, request.context);
  std::optional<MailState> state;
  if (const auto text = request.arg("state")) {
    const auto parsed = json::from_value<MailState>(json::Value(*text), "/state");
    if (!parsed) co_return http::problem(parsed.error(), request.context);
    state = *parsed;
  }
  co_return http::reply(200, Result<Page<OutboxMail>>(co_await mails.list(request.context, *page, state)), request.context);
}

Task<http::Response> retry(Mails& mails, const http::Request& request) {
  const auto id = request.id<MailId>("mail");
  if (!id) co_return http::problem({Errc::not_found, "There is no such mail."}, request.context);
  co_return http::reply(200, co_await mails.retry(request.context, *id), request.context);
}

constexpr http::Route<Mails> routes[] = {
    {http::Verb::get, "/api/v1/mails", platform_admin, list},
    {http::Verb::post, "/api/v1/mails/{mail}/retry", platform_admin, retry},
};

}  // namespace

void mount(Mails& mails, http::Router& router) { router.mount(mails, routes); }

}  // namespace mvp::tenants
