#pragma once
#include <filesystem>
#include <string>

#include "drivers/local/settings.hpp"

namespace mvp::node::local {

/// Checksum of the migration steps: a database that records another one needs migrating.
std::string schema_checksum(const std::filesystem::path& migrations_dir);

/// A stopped PostgreSQL cluster with the tenant database, its roles and its newest schema: what every new tenant's
/// cluster is a copy of. Named after everything that went into it, so a change of any of it makes a new one.
struct ClusterTemplate {
  std::filesystem::path directory;  ///< holds pg/ and spare/
  std::string schema;               ///< schema_checksum when it was made

  std::filesystem::path pg() const { return directory / "pg"; }
  std::filesystem::path spares() const { return directory / "spare"; }
};

/// The template for these settings, built if it is not there (1-3 s); others and half-built ones are removed.
/// Blocks: call it on a pool thread. @throws std::runtime_error naming the step that failed and the end of its log.
ClusterTemplate obtain_template(const Settings& settings);

/// Makes `target` a cluster of its own: by renaming a spare, or by copying when there is none. Durable on return.
void claim_cluster(const Settings& settings, const ClusterTemplate& from, const std::filesystem::path& target);
/// Copies until there are as many spares as the settings say, or too little disk is left. Blocks; one caller at a time.
void refill_spares(const Settings& settings, const ClusterTemplate& from);

}  // namespace mvp::node::local
