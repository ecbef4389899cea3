#include "identity_mirror/routes.hpp"

#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

/// The counts of all, and a page of the people.
struct MirrorReport {
  bool is_enabled = false;
  std::int64_t waiting = 0, mirrored = 0, failed = 0;
  std::optional<Instant> last_success_at;
  std::vector<MirroredPerson> items;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(MirrorReport, (), (is_enabled, waiting, mirrored, failed, last_success_at, items, next_cursor))

Task<http::Response> report(IdentityMirrorView& view, const http::Request& request) {
  const auto page = PageRequest::of(request);
  if (!page) co_return http::problem(page.error(), request.context);
  std::optional<MirrorState> state;
  if (const auto text = request.arg("state")) {
    const auto parsed = json::from_value<MirrorState>(json::Value(*text), "/state");
    if (!parsed) co_return http::problem(parsed.error(), request.context);
    state = *parsed;
  }
  const auto counts = co_await view.repository.counts(request.context);
  auto people = co_await view.repository.list(request.context, *page, state);
  co_return http::reply(200,
                        Result<MirrorReport>({.is_enabled = view.is_enabled,
                                              .waiting = counts.waiting,
                                              .mirrored = counts.mirrored,
                                              .failed = counts.failed,
                                              .last_success_at = counts.last_success_at,
                                              .items = std::move(people.items),
                                              .next_cursor = std::move(people.next_cursor)}),
                        request.context);
}

constexpr http::Route<IdentityMirrorView> routes[] = {{http::Verb::get, "/api/v1/identity-mirror", platform_admin, report}};

}  // namespace

void mount(IdentityMirrorView& view, http::Router& router) { router.mount(view, routes); }

}  // namespace mvp::tenants
