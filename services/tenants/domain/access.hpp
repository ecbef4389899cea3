#pragma once
#include "mvp/http/router.hpp"

namespace mvp::tenants {

/// The rules of who may call, by the names that api/tenants.yaml uses. Context::tenant is the tenant in the path and
/// Principal::role the caller's role there. Whoever has no part in a tenant hears that there is none.
extern const http::Access user;             ///< a person, or the operator
extern const http::Access tenant_member;    ///< any role in the tenant, or a platform admin
extern const http::Access tenant_admin;     ///< admin or owner of the tenant, or a platform admin
extern const http::Access platform_admin;   ///< platform admin or operator
extern const http::Access operator_only;    ///< over the operator socket
extern const http::Access garage_service;   ///< the garage of this very tenant
extern const http::Access landing_service;  ///< the public site

/// What a missing tenant and a foreign one are both answered with.
Error no_such_tenant();

/// True for admin, owner and platform admin.
bool administers(const Principal& principal, std::string_view role);

}  // namespace mvp::tenants
