#pragma once
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mvp/http/router.hpp"

namespace mvp::garage {

/// What an API key may be made for. `write` includes `read`; `import` opens the imports and nothing else.
BOOST_DEFINE_ENUM_CLASS(KeyScope, read, write, import)

/// Least role of a route, by the names api/garage.yaml uses: owner > admin > member > viewer. A platform admin who is no
/// member may do nothing in a garage but what `platform_admin` routes allow. All four are closed to API keys.
extern const http::Access viewer;
extern const http::Access member;
extern const http::Access admin;
/// Platform admins at the tenant `admin`; everybody else hears that there is no such address.
extern const http::Access platform_admin;

/// The same least roles for people, and open to the API keys of one scope: a route that wants keys says so by these.
extern const http::Access viewer_or_read_key;
extern const http::Access member_or_write_key;
extern const http::Access member_or_import_key;

/// The scope that a rule asks of API keys; nullopt: it is closed to them.
std::optional<KeyScope> key_scope_of(const http::Access& access);

/// What a key of these scopes may do for an owner who has `role` now: the lesser of both; empty when the owner is no
/// member. It stands in Principal::role, where no rule that compares roles knows it: what does not ask for keys refuses.
std::string role_of_key(const std::vector<KeyScope>& scopes, std::string_view role);

}  // namespace mvp::garage
