#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mvp/http/router.hpp"

namespace mvp::http {

/// GET /health (the process answers), /ready (nothing it depends on is in trouble), /metrics.
struct Health {
  /// What keeps it from serving, if anything; asked with a deadline of 2 s.
  std::function<Task<std::optional<Error>>(const Context&)> trouble;
  /// For a process the edge routes /health to: /ready and /metrics are then not there for what came through the edge.
  bool is_behind_edge = false;
};

/// `health` must outlive the router.
void mount(Health& health, Router& router);

/// Asks a running service at its first listening address for /health. @return 0 if it answers 200, else 1.
int check_health(const std::vector<std::string>& listen);

}  // namespace mvp::http
