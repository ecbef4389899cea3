#pragma once
#include <chrono>
#include <functional>

#include "mvp/http/router.hpp"
#include "tenants/changes.hpp"
#include "tenants/service.hpp"

namespace mvp::tenants {

/// /api/v1/tenants and what lies under one tenant.
struct TenantsFeature {
  Tenants& tenants;
  TenantChanges& changes;
  /// Waits for an operation to finish, at most so long. @return it as it is then.
  std::function<Task<Operation>(const Context&, Operation, std::chrono::seconds)> await_end;
};

void mount(TenantsFeature& feature, http::Router& router);

/// The Idempotency-Key and what the request is. @return invalid for a key of the wrong length.
Result<RequestKey> request_key(const http::Request& request);
/// Answers a started change: waits where ?wait=SECONDS asks for it; `done` is the status when it has finished well.
Task<http::Response> answer(TenantsFeature& feature, const http::Request& request, Result<TenantChange> change, int done);
/// The routes of tenants/changes.hpp.
void mount_changes(TenantsFeature& feature, http::Router& router);

}  // namespace mvp::tenants
