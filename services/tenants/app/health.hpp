#pragma once
#include <string>
#include <vector>

#include "mvp/http/router.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// /health (the process answers), /ready (its database answers), /metrics. Not routed by the edge.
struct Health {
  pg::Database& db;
};

void mount(Health& health, http::Router& router);

/// Asks a running service at its first listening address for /health. @return 0 if it answers 200, else 1.
int check_health(const std::vector<std::string>& listen);

}  // namespace mvp::tenants
