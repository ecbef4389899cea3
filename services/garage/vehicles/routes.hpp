#pragma once
#include "mvp/http/router.hpp"
#include "vehicles/repository.hpp"

namespace mvp::garage {

/// /api/vehicles and /api/vehicles/{vehicle}.
struct Vehicles {
  VehicleRepository repository;
};

void mount(Vehicles& vehicles, http::Router& router);

}  // namespace mvp::garage
