#pragma once
#include "audit/repository.hpp"
#include "domain/upstream.hpp"
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// GET /api/audit: what was done in this garage, by the control plane's log and by its own, in one list.
struct Audit {
  AuditRepository repository;
  ControlPlane control_plane;
};

void mount(Audit& audit, http::Router& router);

}  // namespace mvp::garage
