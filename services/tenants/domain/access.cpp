#include "domain/access.hpp"

namespace mvp::tenants {
namespace {

using Refusal = std::optional<Error>;
using Kind = Principal::Kind;

Error sign_in_first() { return {Errc::unauthenticated, "Sign in first."}; }

bool is_person(const Principal& p) { return p.kind == Kind::user || p.kind == Kind::operator_; }

Refusal refuse_unless_person(const Context& c) {
  if (!c.principal.is_known()) return sign_in_first();
  if (!is_person(c.principal)) return Error{Errc::forbidden, "Only people may do that, not services."};
  return std::nullopt;
}

Refusal refuse_unless_member(const Context& c) {
  if (auto refusal = refuse_unless_person(c)) return refusal;
  if (c.principal.platform_admin || !c.principal.role.empty()) return std::nullopt;
  return no_such_tenant();
}

Refusal refuse_unless_admin(const Context& c) {
  if (auto refusal = refuse_unless_member(c)) return refusal;
  if (administers(c.principal, c.principal.role)) return std::nullopt;
  return Error{Errc::forbidden, "Only admins of this garage may do that."};
}

Refusal refuse_unless_platform_admin(const Context& c) {
  if (auto refusal = refuse_unless_person(c)) return refusal;
  if (c.principal.platform_admin) return std::nullopt;
  return Error{Errc::forbidden, "Only platform admins may do that."};
}

Refusal refuse_unless_operator(const Context& c) {
  if (!c.principal.is_known()) return sign_in_first();
  if (c.principal.kind == Kind::operator_) return std::nullopt;
  return Error{Errc::forbidden, "Only the operator may do that, on the machine itself."};
}

Refusal refuse_unless_service(const Context& c, std::string_view name) {
  if (!c.principal.is_known()) return sign_in_first();
  if (c.principal.kind == Kind::service && c.principal.subject == name) return std::nullopt;
  return Error{Errc::forbidden, "Only a service of the platform may do that."};
}

Refusal refuse_unless_garage(const Context& c) {
  if (auto refusal = refuse_unless_service(c, "garage")) return refusal;
  if (!c.tenant.empty() && c.principal.tenant == c.tenant) return std::nullopt;
  return no_such_tenant();
}

Refusal refuse_unless_landing(const Context& c) { return refuse_unless_service(c, "landing"); }

}  // namespace

constinit const http::Access user{"user", refuse_unless_person};
constinit const http::Access tenant_member{"tenant_member", refuse_unless_member};
constinit const http::Access tenant_admin{"tenant_admin", refuse_unless_admin};
constinit const http::Access platform_admin{"platform_admin", refuse_unless_platform_admin};
constinit const http::Access operator_only{"operator", refuse_unless_operator};
constinit const http::Access garage_service{"garage_service", refuse_unless_garage};
constinit const http::Access landing_service{"landing_service", refuse_unless_landing};

Error no_such_tenant() { return {Errc::not_found, "There is no such tenant."}; }

bool administers(const Principal& principal, std::string_view role) {
  return principal.platform_admin || role == "owner" || role == "admin";
}

}  // namespace mvp::tenants
