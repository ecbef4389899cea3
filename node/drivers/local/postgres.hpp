#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace mvp::node::local {

inline constexpr int postgres_connections = 12;

/// A tenant's postgresql.conf: small, quiet when idle, quick to start; full durability (fsync on). The socket lies in
/// `../run` beside the data directory, so one file serves the template and every copy of it.
std::string postgres_settings();
/// pg_hba.conf: the agent's own OS user is the superuser by peer; the two roles need their passwords; nobody else.
std::string postgres_access();
std::string postgres_user_map();

/// Runs statements, each in a transaction of its own, as the superuser of the cluster whose socket is in `run_dir`.
/// Blocks: call it on a pool thread. @throws std::runtime_error without the statement's text.
void run_as_superuser(const std::string& run_dir, const std::string& database, const std::vector<std::string>& statements);

/// conninfo of a stack's database; the password comes from `pgpass_file`, so it is in no environment and no argument.
std::string conninfo(const std::string& run_dir, const std::string& role, const std::string& pgpass_file);

}  // namespace mvp::node::local
