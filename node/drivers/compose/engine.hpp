#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "drivers/compose/stack_files.hpp"

namespace mvp::node::compose {

/// Commands the container engine by its own command line. Every call blocks until the command ends.
/// @throws std::runtime_error with what the command said last, in a sentence when it is that there is no engine.
class Engine {
 public:
  explicit Engine(Settings settings);

  /// Fails unless an engine answers and the compose plugin is there.
  void probe() const;
  /// Creates what is missing, changes what differs, starts it, waits until it is healthy.
  void up(const Record& record) const;
  /// Ends the containers and keeps them.
  void stop(const Record& record) const;
  /// Ends and removes the containers and the network. What they stored is in the stack's directory and stays.
  void down(const Record& record) const;
  /// The garage reads its secrets again.
  void restart_backend(const Record& record) const;
  /// The containers that serve requests, whatever their state; those that do not exist are left out.
  std::vector<StackProcess> processes(const Record& record) const;

 private:
  using Arguments = std::vector<std::string>;
  struct Ended {
    bool is_success;
    std::string output;
  };

  Ended run(const Arguments& arguments, const std::map<std::string, std::string>& variables, std::chrono::milliseconds limit) const;
  void compose(const Record& record, const Arguments& arguments, std::chrono::milliseconds limit) const;

  Settings settings_;
};

}  // namespace mvp::node::compose
