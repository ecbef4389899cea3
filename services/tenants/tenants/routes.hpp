#pragma once
#include <chrono>
#include <functional>

#include "mvp/http/router.hpp"
#include "tenants/service.hpp"

namespace mvp::tenants {

/// /api/v1/tenants and what lies under one tenant.
struct TenantsFeature {
  Tenants& tenants;
  /// Waits for an operation to finish, at most so long. @return it as it is then.
  std::function<Task<Operation>(const Context&, Operation, std::chrono::seconds)> await_end;
};

void mount(TenantsFeature& feature, http::Router& router);

}  // namespace mvp::tenants
