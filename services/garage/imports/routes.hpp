#pragma once
#include "imports/repository.hpp"
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// POST /api/vehicles/{vehicle}/imports: another tracker's export, looked at first (dry_run) or stored as a whole.
struct Imports {
  ImportRepository repository;
};

void mount(Imports& imports, http::Router& router);

}  // namespace mvp::garage
