#include "machine.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "mvp/json/codec.hpp"
#include "supervisor/spawn.hpp"

namespace mvp::node {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

void leave_root() {
  if (::geteuid() != 0) return;
  const auto* user = ::getpwnam("postgres");
  if (!user || ::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)
    throw std::runtime_error("these tests need a user besides root");
  ::prctl(PR_SET_DUMPABLE, 1);  // a change of user clears it, and the sanitizers read their own /proc
}

template <class Condition>
void eventually(const char* what, Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error(std::string("not within a minute: ") + what);
    std::this_thread::sleep_for(5ms);
  }
}

}  // namespace

Answer exchange(const std::string& socket_path, const std::string& method, const std::string& target, const std::string& body) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  std::strncpy(where.sun_path, socket_path.c_str(), sizeof where.sun_path - 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string received;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0) {
    auto sent = method + " " + target + " HTTP/1.1\r\nHost: machine\r\nConnection: close\r\n";
    if (!body.empty()) sent += "Content-Type: application/json\r\n";
    sent += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    char buffer[4096];
    if (::send(fd, sent.data(), sent.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(sent.size()))
      for (ssize_t bytes; (bytes = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) received.append(buffer, static_cast<std::size_t>(bytes));
  }
  ::close(fd);
  const auto head_end = received.find("\r\n\r\n");
  if (head_end == std::string::npos) return {};
  return {.status = std::stoi(received.substr(9, 3)), .body = received.substr(head_end + 4)};
}

Machine::Machine(std::string service_user) : service_user_(std::move(service_user)) {
  if (service_user_.empty()) leave_root();
  char name[] = "/tmp/mvp-node.XXXXXX";
  if (!::mkdtemp(name)) throw std::runtime_error("mkdtemp");
  var = name;
  fs::create_directories(var / "migrations");
  std::ofstream(var / "migrations/0001_notes.sql")
      << "CREATE TABLE IF NOT EXISTS notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);\n"
         "GRANT USAGE ON SCHEMA public TO garage_app; GRANT SELECT, INSERT ON notes TO garage_app;\n";
  start_agent();
}

Machine::~Machine() {
  ask("POST", "/v1/stop-all");
  end_agent(SIGTERM);
  std::error_code ignored;
  fs::remove_all(var, ignored);
}

void Machine::start_agent() {
  agent_ = supervisor::spawn({.name = "mvp-node",
                              .argv = {MVP_NODE_PROGRAM},
                              .env = {{"MVP_VAR_DIR", var}, {"MVP_MIGRATIONS_DIR", var / "migrations"}, {"MVP_GARAGE_PROGRAM", MVP_TEST_GARAGE}, {"MVP_SPARE_CLUSTERS", "2"},
                                      {"MVP_SERVICE_USER", service_user_}},
                              .log_file = var / "agent.log"});
  eventually("the agent is ready", [&] { return ask("GET", "/health").status == 200; });
}

void Machine::end_agent(int signal) {
  ::kill(static_cast<pid_t>(agent_.pid), signal);
  supervisor::reap(agent_, 20s);
}

void Machine::kill_agent() { end_agent(SIGKILL); }

pid_t Machine::keeper_pid() const {
  const auto keeper = supervisor::find_running({fs::canonical(MVP_NODE_PROGRAM).string(), "--keeper"}, "/");
  return keeper ? static_cast<pid_t>(keeper->pid) : 0;
}

std::string Machine::id_of(const std::string& slug) {
  char tail[13];
  std::snprintf(tail, sizeof tail, "%012zx", std::hash<std::string>{}(slug) & 0xffffffffffffU);
  return std::string("11111111-2222-4333-8444-") + tail;
}

Answer Machine::put(const std::string& slug, const std::string& state) {
  return exchange(var / "run/node.sock", "PUT", "/v1/stacks/" + slug,
                  R"({"state":")" + state + R"(","stack_id":")" + id_of(slug) + R"(","service_secret":"secret-of-)" + slug + R"("})");
}

Answer Machine::put(const std::string& slug, const std::string& state, const std::string& limits) {
  return exchange(var / "run/node.sock", "PUT", "/v1/stacks/" + slug,
                  R"({"state":")" + state + R"(","stack_id":")" + id_of(slug) + R"(","limits":)" + limits + "}");
}

Answer Machine::rename(const std::string& slug, const std::string& to) {
  return exchange(var / "run/node.sock", "POST", "/v1/stacks/" + slug + "/rename", R"({"stack_id":")" + id_of(slug) + R"(","to":")" + to + R"("})");
}

Answer Machine::ask(const std::string& method, const std::string& target) { return exchange(var / "run/node.sock", method, target); }

std::map<std::string, pid_t> Machine::processes(const std::string& slug) {
  std::map<std::string, pid_t> pids;
  const auto parsed = json::parse(ask("GET", "/v1/stacks/" + slug + "/processes").body);
  if (!parsed) return pids;
  for (const auto& item : parsed->at("items").as_array())
    pids[std::string(item.at("name").as_string())] = static_cast<pid_t>(item.at("pid").as_int64());
  return pids;
}

Answer Machine::tenant(const std::string& slug, const std::string& method, const std::string& target) {
  return exchange(var / "tenants" / slug / "run/http.sock", method, target);
}

std::string Machine::notes(const std::string& slug) {
  Answer answer;
  eventually("the tenant answers", [&] { return (answer = tenant(slug, "GET", "/notes")).status == 200; });
  return answer.body;
}

}  // namespace mvp::node
