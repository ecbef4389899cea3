#pragma once
#include <boost/describe/enum.hpp>

namespace mvp::tenants {

BOOST_DEFINE_ENUM_CLASS(TenantStatus, provisioning, active, suspended, archived, purged, failed)
/// hibernated: no process runs, whoever connects wakes it; archived: its data is one compressed file.
BOOST_DEFINE_ENUM_CLASS(StackState, absent, archived, hibernated, running)

/// The tenant's life: provisioning -> active <-> suspended <-> archived -> purged; archived -> active;
/// provisioning -> failed -> provisioning. Which operation does it: domain/operation_shape.hpp.
constexpr bool may_become(TenantStatus from, TenantStatus to) {
  using enum TenantStatus;
  switch (from) {
    case provisioning: return to == active || to == failed;
    case active: return to == suspended;
    case suspended: return to == active || to == archived;
    case archived: return to == suspended || to == active || to == purged;
    case purged: return false;
    case failed: return to == provisioning;
  }
  return false;
}

}  // namespace mvp::tenants
