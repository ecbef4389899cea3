#pragma once
#include "mvp/http/router.hpp"
#include "vehicles/directory.hpp"

namespace mvp::catalog::vehicles {

/// GET /api/v1/vehicles/{years,makes,models,trims,engines,transmissions,types,search}: what a form narrows a vehicle
/// down with.
struct Feature {
  Directories& directories;
};

/// `caller` is who may ask.
void mount(Feature& feature, http::Router& router, const http::Access& caller);

}  // namespace mvp::catalog::vehicles
