#pragma once
#include "index/catalogue.hpp"
#include "mvp/http/router.hpp"

namespace mvp::catalog::vehicles {

/// GET /api/v1/vehicles/years, /makes, /models: what a form narrows a vehicle down with.
struct Feature {
  const Catalogue& catalogue;
};

/// `caller` is who may ask.
void mount(Feature& feature, http::Router& router, const http::Access& caller);

}  // namespace mvp::catalog::vehicles
