/// A small tenant program for the node's tests: serves the inherited listener, keeps notes in the stack's PostgreSQL
/// and counts them in its Redis, and refuses to start without everything a garage is told.
#include <libpq-fe.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

#include "mvp/config/config.hpp"
#include "mvp/core/unavailable.hpp"
#include "mvp/http/activity.hpp"
#include "mvp/http/router.hpp"
#include "mvp/http/server.hpp"

namespace {

using namespace mvp;

/// A garage is started together with its databases and waits for them, at most so long.
constexpr auto patience = std::chrono::seconds(10);

template <class Attempt>
auto until_there(Attempt attempt) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    auto outcome = attempt();
    if (outcome || std::chrono::steady_clock::now() > deadline) return outcome;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

std::string sql(const std::string& conninfo, const char* statement) {
  const auto connection = until_there([&] {
    Connection attempt(PQconnectdb(conninfo.c_str()), PQfinish);
    return PQstatus(attempt.get()) == CONNECTION_OK ? std::move(attempt) : Connection(nullptr, PQfinish);
  });
  const std::unique_ptr<PGresult, decltype(&PQclear)> outcome(PQexec(connection.get(), statement), PQclear);
  const auto status = PQresultStatus(outcome.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) throw Unavailable(PQerrorMessage(connection.get()));
  return PQntuples(outcome.get()) > 0 ? PQgetvalue(outcome.get(), 0, 0) : "";
}

/// The reply to one command, after AUTH: ":3".
std::string redis(const config::Config& config, const std::string& command) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  std::strncpy(where.sun_path, config.text("redis_url").substr(5).c_str(), sizeof where.sun_path - 1);
  const auto text = "AUTH " + config.text("redis_password") + "\r\n" + command + "\r\nQUIT\r\n";
  const auto answered = until_there([&]() -> std::optional<std::string> {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::string reply;
    char buffer[256];
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0 && ::send(fd, text.data(), text.size(), MSG_NOSIGNAL) > 0)
      for (ssize_t bytes; (bytes = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) reply.append(buffer, static_cast<std::size_t>(bytes));
    ::close(fd);
    return reply.starts_with("+OK\r\n:") ? std::optional(reply) : std::nullopt;
  });
  if (!answered) throw Unavailable("redis does not answer");
  return answered->substr(6, answered->find('\r', 6) - 6);
}

int serve(const config::Config& config) {
  const auto serve = [&config](boost::asio::io_context&) -> http::ThreadHandler {
    return [&config](http::Request request) -> Task<http::Response> {
      if (request.path == "/health") co_return http::Response{.body = R"({"status":"ok"})"};
      try {
        if (request.method == http::Verb::post) {
          sql(config.text("database_url"), "INSERT INTO notes DEFAULT VALUES");
          redis(config, "INCR notes");
          co_return http::Response{.status = 201};
        }
        co_return http::Response{.body = sql(config.text("database_url"), "SELECT count(*) FROM notes") + "/" + redis(config, "INCRBY notes 0")};
      } catch (const Unavailable& e) {
        co_return http::problem(503, e.what(), request.context);
      }
    };
  };
  http::Server server({.listen = config.list("listen")}, http::noting_activity(config.text("activity_file"), serve));
  server.run();
  return 0;
}

int migrate(const config::Config& config) {
  std::ifstream file(config.text("migrations_dir") + "/0001_notes.sql");
  const std::string statements{std::istreambuf_iterator<char>(file), {}};
  sql(config.text("database_owner_url"), statements.c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return config::run({.name = "test-garage",
                      .settings = {{.key = "listen", .is_required = true},
                                   {.key = "tenant_id", .is_required = true},
                                   {.key = "stack_id", .is_required = true},
                                   {.key = "database_url", .is_required = true},
                                   {.key = "database_owner_url"},
                                   {.key = "migrations_dir"},
                                   {.key = "redis_url", .is_required = true},
                                   {.key = "redis_password", .is_required = true, .is_secret = true},
                                   {.key = "service_secret", .is_required = true, .is_secret = true},
                                   {.key = "session_key", .is_required = true, .is_secret = true},
                                   {.key = "activity_file", .is_required = true},
                                   {.key = "files_dir", .is_required = true}},
                      .serve = serve,
                      .actions = {{"--migrate", migrate}}},
                     argc, argv);
}
