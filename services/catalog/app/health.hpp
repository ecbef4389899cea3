#pragma once
#include <string>
#include <vector>

#include "index/catalogue.hpp"
#include "mvp/http/router.hpp"

namespace mvp::catalog {

/// /health (the process answers), /ready (it has a catalogue to answer from), /metrics. Not routed by the edge.
struct Health {
  const Catalogue& catalogue;
};

void mount(Health& health, http::Router& router);

/// Asks a running service at its first listening address for /health. @return 0 if it answers 200, else 1.
int check_health(const std::vector<std::string>& listen);

}  // namespace mvp::catalog
