#pragma once
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// Least role of a route, by the names api/garage.yaml uses: owner > admin > member > viewer. A platform admin who is no
/// member may do nothing in a garage but what `platform_admin` routes allow.
extern const http::Access viewer;
extern const http::Access member;
extern const http::Access admin;
/// Platform admins at the tenant `admin`; everybody else hears that there is no such address.
extern const http::Access platform_admin;

}  // namespace mvp::garage
