#pragma once
#include <functional>
#include <string>
#include <vector>

#include "mvp/http/router.hpp"

namespace mvp::landing {

/// /health (the process answers), /ready (what it depends on answers), /metrics. Not routed by the edge.
struct Health {
  std::function<Task<bool>(const Context&)> is_redis_reachable, is_control_plane_reachable;
};

void mount(Health& health, http::Router& router);

/// Asks a running service at its first listening address for /health. @return 0 if it answers 200, else 1.
int check_health(const std::vector<std::string>& listen);

}  // namespace mvp::landing
