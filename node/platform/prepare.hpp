#pragma once
#include "platform/settings.hpp"

namespace mvp::platform {

/// Directories (0700 where they hold secrets) and random secrets (0600), made where they are missing.
void prepare_directories(const Settings& settings);

/// The PostgreSQL cluster of the platform, initialised once. Only this OS user may connect, and only by the socket.
void prepare_cluster(const Settings& settings);

/// Roles and databases, made where they are missing; the cluster must be running.
void prepare_databases(const Settings& settings);

/// Steps of the two databases, the control plane's signing key, nginx' configuration. Needs the databases.
void migrate_and_render(const Settings& settings);

/// The vehicle catalogue's data, where the archive is there; nothing when it is loaded already.
void import_catalog(const Settings& settings);

/// @throws std::runtime_error naming the port and its setting when something else listens on one of ours.
void refuse_busy_ports(const Settings& settings);

}  // namespace mvp::platform
