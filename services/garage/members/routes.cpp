#include "members/routes.hpp"

#include "domain/access.hpp"
#include "mvp/core/encoding.hpp"

namespace mvp::garage {
namespace {

std::string base(const http::Request& request) { return "/api/v1/tenants/" + request.context.tenant; }
std::string query_of(const http::Request& request) {
  const auto at = request.target.find('?');
  return at == std::string::npos ? std::string() : request.target.substr(at);
}

Task<http::Response> list(Members& members, const http::Request& request) {
  return members.control_plane(request.context, {.path = base(request) + "/members" + query_of(request)});
}
Task<http::Response> list_signups(Members& members, const http::Request& request) {
  return members.control_plane(request.context, {.path = base(request) + "/signups" + query_of(request)});
}
Task<http::Response> approve(Members& members, const http::Request& request) {
  return members.control_plane(request.context, {.method = http::Verb::put,
                                                 .path = "/api/v1/signups/" + percent_encode(request.param("signup")) + "/approve",
                                                 .body = request.body.empty() ? "{}" : request.body});
}
Task<http::Response> reject(Members& members, const http::Request& request) {
  return members.control_plane(request.context, {.method = http::Verb::put,
                                                 .path = "/api/v1/signups/" + percent_encode(request.param("signup")) + "/reject",
                                                 .body = request.body.empty() ? "{}" : request.body});
}

constexpr http::Route<Members> routes[] = {
    {http::Verb::get, "/api/members", viewer, list},
    {http::Verb::get, "/api/signups", admin, list_signups},
    {http::Verb::put, "/api/signups/{signup}/approve", admin, approve},
    {http::Verb::put, "/api/signups/{signup}/reject", admin, reject},
};

}  // namespace

void mount(Members& members, http::Router& router) { router.mount(members, routes); }

}  // namespace mvp::garage
