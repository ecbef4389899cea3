#pragma once
#include <vector>

#include "drivers/local/settings.hpp"
#include "mvp/config/config.hpp"

namespace mvp::node {

/// mvp-node's configuration table.
std::vector<config::Setting> settings_table();

/// What the local driver needs, from the table. @throws config::Invalid.
local::Settings local_settings(const config::Config& config);

}  // namespace mvp::node
