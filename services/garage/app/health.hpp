#pragma once
#include <functional>
#include <string>
#include <vector>

#include "mvp/http/router.hpp"

namespace mvp::garage {

/// /health (the process answers), /ready (what it depends on answers), /metrics; the last two not through the edge.
struct Health {
  std::function<Task<bool>(const Context&)> is_database_reachable, is_redis_reachable;
};

void mount(Health& health, http::Router& router);

}  // namespace mvp::garage
