#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "supervisor/identity.hpp"

namespace mvp::node {

struct Answer {
  int status = 0;  ///< 0: no complete answer
  std::string body;
};

/// One HTTP/1.1 exchange on a unix socket, on the calling thread.
Answer exchange(const std::string& socket_path, const std::string& method, const std::string& target, const std::string& body = {});

/// A directory of state with a real mvp-node working in it. Root becomes the user `postgres` first, for good:
/// PostgreSQL refuses root. Everything it started is ended with it.
class Machine {
 public:
  /// As an ordinary user, or, with `service_user`, as root: then every tenant has a user of its own.
  explicit Machine(std::string service_user = {});
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  void start_agent();  ///< and waits until it is ready
  void kill_agent();   ///< SIGKILL
  void end_agent(int signal);
  pid_t keeper_pid() const;

  /// @return the API's answer to PUT /v1/stacks/{slug}.
  Answer put(const std::string& slug, const std::string& state);
  /// The same with limits of a plan, in JSON.
  Answer put(const std::string& slug, const std::string& state, const std::string& limits);
  Answer rename(const std::string& slug, const std::string& to);
  Answer ask(const std::string& method, const std::string& target);
  /// Process name -> pid, 0 for none.
  std::map<std::string, pid_t> processes(const std::string& slug);
  Answer tenant(const std::string& slug, const std::string& method, const std::string& target);
  /// GET /notes until it answers 200. @return the body.
  std::string notes(const std::string& slug);

  std::filesystem::path stack(const std::string& slug) const { return var / "stacks" / id_of(slug); }
  static std::string id_of(const std::string& slug);

  std::filesystem::path var;

 private:
  std::string service_user_;
  supervisor::Identity agent_;
};

}  // namespace mvp::node
