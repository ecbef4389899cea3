#pragma once
#include "index/catalogue.hpp"
#include "mvp/http/router.hpp"

namespace mvp::catalog::vin {

/// GET /api/v1/vehicles/vin/{vin} and POST /api/v1/vehicles/vin/batch.
struct Feature {
  const Catalogue& catalogue;
};

/// `caller` is who may ask.
void mount(Feature& feature, http::Router& router, const http::Access& caller);

}  // namespace mvp::catalog::vin
