#pragma once
#include <boost/describe/enum.hpp>

namespace mvp::tenants {

BOOST_DEFINE_ENUM_CLASS(TenantStatus, provisioning, active, suspended, archived, purged, failed)
BOOST_DEFINE_ENUM_CLASS(StackState, absent, running, hibernated)

/// The tenant's life: provisioning -> active <-> suspended -> archived -> purged; provisioning -> failed -> provisioning.
constexpr bool may_become(TenantStatus from, TenantStatus to) {
  using enum TenantStatus;
  switch (from) {
    case provisioning: return to == active || to == failed;
    case active: return to == suspended;
    case suspended: return to == active || to == archived;
    case archived: return to == purged;
    case purged: return false;
    case failed: return to == provisioning;
  }
  return false;
}

}  // namespace mvp::tenants
