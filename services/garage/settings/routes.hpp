#pragma once
#include "mvp/http/router.hpp"
#include "mvp/pg/database.hpp"
#include "settings/settings.hpp"

namespace mvp::garage {

/// GET and PUT /api/settings.
struct SettingsFeature {
  pg::Database& db;

  Task<Settings> current(const Context& context);
};

void mount(SettingsFeature& feature, http::Router& router);

}  // namespace mvp::garage
