#pragma once
#include "drivers/local/layout.hpp"
#include "drivers/local/settings.hpp"
#include "supervisor/process.hpp"

namespace mvp::node::local {

inline constexpr std::int64_t redis_memory_bytes = 16 * 1024 * 1024;

/// How each program of a stack is started and cared for. `listener` is the tenant's listening socket.
supervisor::Spec postgres_spec(const Settings& settings, const Layout& layout);
supervisor::Spec redis_spec(const Settings& settings, const Layout& layout);
supervisor::Spec garage_spec(const Settings& settings, const Layout& layout, const Record& record, int listener);
/// Brings the stack's database to the newest schema as its owner, then ends.
supervisor::Spec migration_spec(const Settings& settings, const Layout& layout, const Record& record);

supervisor::Care redis_care(const Layout& layout);
supervisor::Care garage_care(const Settings& settings, const Layout& layout, const Record& record);

/// redis.conf with the password, mode 0600. Rewritten at every start: the settings are this version's.
void write_redis_settings(const Layout& layout);

}  // namespace mvp::node::local
