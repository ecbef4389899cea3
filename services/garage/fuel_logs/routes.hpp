#pragma once
#include "fuel_logs/repository.hpp"
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// /api/vehicles/{vehicle}/fuel-logs and …/economy.
struct FuelLogs {
  FuelLogRepository repository;
};

void mount(FuelLogs& fuel_logs, http::Router& router);

}  // namespace mvp::garage
