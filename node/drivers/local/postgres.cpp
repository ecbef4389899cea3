#include "drivers/local/postgres.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>

namespace mvp::node::local {
namespace {

std::string own_user() {
  if (const auto* entry = ::getpwuid(::geteuid())) return entry->pw_name;
  throw std::runtime_error(fmt::format("user id {} has no name, and PostgreSQL knows the agent by its name", ::geteuid()));
}

}  // namespace

std::string postgres_settings() {
  return fmt::format(R"(listen_addresses = ''
unix_socket_directories = '../run'
unix_socket_permissions = 0700
password_encryption = scram-sha-256
max_connections = {}
superuser_reserved_connections = 2
max_files_per_process = 100
shared_buffers = 8MB
huge_pages = off
work_mem = 2MB
maintenance_work_mem = 16MB
min_wal_size = 2MB
max_wal_size = 16MB
wal_level = minimal
max_wal_senders = 0
max_replication_slots = 0
max_logical_replication_workers = 0
max_worker_processes = 0
max_parallel_workers = 0
max_parallel_workers_per_gather = 0
jit = off
bgwriter_delay = 10s
bgwriter_lru_maxpages = 0
wal_writer_delay = 10s
autovacuum = on
autovacuum_naptime = 10min
autovacuum_max_workers = 1
checkpoint_timeout = 30min
logging_collector = off
log_destination = stderr
log_min_messages = fatal
log_min_error_statement = panic
update_process_title = off
recovery_init_sync_method = syncfs
timezone = 'UTC'
log_timezone = 'UTC'
)",
                     postgres_connections);
}

std::string postgres_access() {
  return "local all postgres peer map=agent\n"
         "local garage garage_owner,garage_app scram-sha-256\n";
}

std::string postgres_user_map() { return fmt::format("agent \"{}\" postgres\n", own_user()); }

void run_as_superuser(const std::string& run_dir, const std::string& database, const std::vector<std::string>& statements) {
  const auto where = fmt::format("host='{}' dbname='{}' user=postgres connect_timeout=10", run_dir, database);
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(where.c_str()), PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK)
    throw std::runtime_error(fmt::format("cannot connect to PostgreSQL in {}: {}", run_dir, PQerrorMessage(connection.get())));
  PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
  for (const auto& statement : statements) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> outcome(PQexec(connection.get(), statement.c_str()), PQclear);
    const auto status = PQresultStatus(outcome.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) continue;
    const char* primary = PQresultErrorField(outcome.get(), PG_DIAG_MESSAGE_PRIMARY);
    throw std::runtime_error(fmt::format("PostgreSQL in {} refused a statement: {}", run_dir, primary ? primary : "connection lost"));
  }
}

std::string conninfo(const std::string& run_dir, const std::string& role, const std::string& pgpass_file) {
  return fmt::format("host='{}' dbname=garage user={} passfile='{}'", run_dir, role, pgpass_file);
}

}  // namespace mvp::node::local
