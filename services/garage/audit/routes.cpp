#include "audit/routes.hpp"

#include "domain/access.hpp"

namespace mvp::garage {
namespace {

constexpr std::int64_t most_entries = 100;

Result<std::vector<AuditEntry>> platform_entries(const std::string& body) {
  auto page = json::parse(body);
  if (!page) return Failure(page.error());
  auto* items = page->is_object() ? page->get_object().if_contains("items") : nullptr;
  if (!items || !items->is_array()) return fail(Errc::invalid, "must be an array", "/items");
  for (auto& item : items->get_array()) {
    if (!item.is_object()) continue;  // refused below, by name
    item.get_object()["source"] = "platform";
    item.get_object().erase("tenant");
  }
  return json::from_value<std::vector<AuditEntry>>(*items, "/items");
}

Task<http::Response> list(Audit& audit, const http::Request& request) {
  const auto& context = request.context;
  const auto limit = request.number("limit", 1, most_entries, 50);
  if (!limit) co_return http::problem(limit.error(), context);
  std::optional<AuditBounds> bounds;
  if (const auto cursor = request.arg("cursor")) {
    const auto parsed = AuditBounds::parse(*cursor);
    if (!parsed) co_return http::problem({Errc::invalid, parsed.error().detail, "/cursor"}, context);
    bounds = *parsed;
  }
  const auto query = "?limit=" + std::to_string(*limit + 1) + (bounds ? "&cursor=" + std::to_string(bounds->platform) : "");
  auto answer = co_await audit.control_plane(request, SignIn::of_any_age, {.path = "/api/v1/tenants/" + context.tenant + "/audit" + query});
  if (answer.status != 200) co_return answer;
  auto theirs = platform_entries(answer.body);
  if (!theirs) throw Unavailable("the control plane's audit is not as agreed: " + theirs.error().field + " " + theirs.error().detail);
  auto own = co_await audit.repository.list(context, *limit + 1, bounds ? std::optional(bounds->garage) : std::nullopt);
  co_return http::reply(200, Result<AuditPage>(merged(std::move(*theirs), std::move(own), static_cast<std::size_t>(*limit))), context);
}

constexpr http::Route<Audit> routes[] = {{http::Verb::get, "/api/audit", admin, list}};

}  // namespace

void mount(Audit& audit, http::Router& router) { router.mount(audit, routes); }

}  // namespace mvp::garage
