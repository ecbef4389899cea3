#pragma once
#include <map>
#include <string>

namespace mvp::node {

/// Serves until told to quit: holds listening sockets for the agent, so that no connection is lost while no agent
/// runs. Speaks to processes of its own user only, one at a time. @return the exit code.
int run_keeper(const std::string& socket_path);

/// The agent's end. Every call is a round trip of microseconds on a local socket.
/// Failures: throws std::system_error when the keeper is gone.
class KeeperClient {
 public:
  /// @throws std::system_error when nobody answers there.
  explicit KeeperClient(const std::string& socket_path);
  ~KeeperClient();
  KeeperClient(const KeeperClient&) = delete;
  KeeperClient& operator=(const KeeperClient&) = delete;

  /// All sockets it holds, by name. The caller owns the descriptors.
  std::map<std::string, int> take_all();
  void put(const std::string& name, int fd);
  void drop(const std::string& name);
  void quit();

 private:
  void tell(const std::string& message, int fd = -1);
  int fd_ = -1;
};

}  // namespace mvp::node
