#pragma once
#include "domain/upstream.hpp"
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// /api/catalog/*: the shared vehicle catalogue, asked with this garage's service token.
struct Catalog {
  Upstream service;
};

void mount(Catalog& catalog, http::Router& router);

}  // namespace mvp::garage
