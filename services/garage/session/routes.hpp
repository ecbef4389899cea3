#pragma once
#include <functional>

#include "mvp/http/router.hpp"

namespace mvp::garage {

/// Name and settings of this tenant as the control plane has them.
struct TenantCard {
  std::string id, name;
  json::Object settings;
};
BOOST_DESCRIBE_STRUCT(TenantCard, (), (id, name, settings))

/// GET /auth/session: who am I, where, as what.
struct SessionFeature {
  std::function<Task<TenantCard>(const Context&)> tenant;
};

void mount(SessionFeature& feature, http::Router& router);

}  // namespace mvp::garage
