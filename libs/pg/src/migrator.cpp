#include "mvp/pg/migrator.hpp"

#include <libpq-fe.h>
#include <openssl/sha.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "mvp/core/encoding.hpp"
#include "mvp/pg/codec.hpp"

namespace mvp::pg {
namespace {

constexpr auto ledger =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, "
    "applied_at timestamptz NOT NULL DEFAULT now())";
constexpr auto lock = "SELECT pg_advisory_lock(7220241)";  // one number of ours for "migrating this database"

std::string sha256(const std::string& text) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return to_hex({reinterpret_cast<const char*>(digest), sizeof digest});
}

struct CloseSession {
  void operator()(PGconn* c) const { PQfinish(c); }
};

class Session {
 public:
  explicit Session(const std::string& conninfo) : conn_(PQconnectdb(conninfo.c_str())) {
    if (PQstatus(conn_.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(conn_.get()));
    run("SET client_min_messages = warning");
  }
  ResultPtr run(const std::string& sql) { return checked(PQexec(conn_.get(), sql.c_str())); }
  ResultPtr run(const std::string& sql, const std::vector<std::string>& params) {
    std::vector<const char*> values;
    for (const auto& p : params) values.push_back(p.c_str());
    return checked(PQexecParams(conn_.get(), sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(), nullptr, nullptr, 0));
  }

 private:
  ResultPtr checked(PGresult* raw) {
    ResultPtr result(raw);
    const auto status = PQresultStatus(raw);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(conn_.get()));
    return result;
  }
  std::unique_ptr<PGconn, CloseSession> conn_;
};

/// Refuses a database whose past differs from ours. @return the newest version applied.
int check_past(Session& session, const std::vector<Migration>& migrations) {
  const auto past = session.run("SELECT version, checksum FROM schema_migrations ORDER BY version");
  for (int row = 0; row < PQntuples(past.get()); ++row) {
    const auto index = static_cast<std::size_t>(row);
    if (index >= migrations.size())
      throw std::runtime_error("the database is newer than this program: it has step " + std::string(PQgetvalue(past.get(), row, 0)));
    if (migrations[index].checksum != PQgetvalue(past.get(), row, 1))
      throw std::runtime_error(migrations[index].name + " was changed after it had been applied; add a new step instead");
  }
  return PQntuples(past.get());
}

void apply(Session& session, const Migration& migration) {
  try {
    session.run("BEGIN");
    session.run(migration.sql);
    session.run("INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)",
                {std::to_string(migration.version), migration.name, migration.checksum});
    session.run("COMMIT");
  } catch (const std::exception& e) {
    throw std::runtime_error(migration.name + ": " + e.what());
  }
}

}  // namespace

std::vector<Migration> read_migrations(const std::filesystem::path& directory) {
  std::vector<Migration> out;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(".sql") || name.size() < 6 || name.find_first_not_of("0123456789") != 4 || name[4] != '_') continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::string sql{std::istreambuf_iterator<char>(file), {}};
    auto checksum = sha256(sql);
    out.push_back({std::stoi(name.substr(0, 4)), name, std::move(sql), std::move(checksum)});
  }
  std::ranges::sort(out, {}, &Migration::version);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out[i].version != static_cast<int>(i) + 1)
      throw std::runtime_error("migrations in " + directory.string() + " are not numbered 1, 2, 3, ... at " + out[i].name);
  if (out.empty()) throw std::runtime_error("no migrations in " + directory.string());
  return out;
}

int migrate(const std::string& conninfo, const std::vector<Migration>& migrations) {
  Session session(conninfo);
  session.run(lock);
  session.run(ledger);
  const int newest = check_past(session, migrations);
  for (auto i = static_cast<std::size_t>(newest); i < migrations.size(); ++i) apply(session, migrations[i]);
  return static_cast<int>(migrations.size()) - newest;
}

}  // namespace mvp::pg
