#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "stack/driver.hpp"
#include "supervisor/spec.hpp"

namespace mvp::node {

struct AgentConfig {
  std::filesystem::path var_dir;
  std::optional<supervisor::Owner> service_user{};    ///< who may call the agent besides its own user and root
  std::chrono::milliseconds request_timeout{60'000};  ///< for the slowest change of a stack
};

/// Where an agent is called.
std::string agent_socket(const std::filesystem::path& var_dir);

/// Serves a driver, made on the server's thread, at `agent_socket` until SIGTERM, and ends this process: what it runs
/// goes on, the next agent takes it up. Two agents would fight over every stack, so the second refuses.
/// @throws std::runtime_error when another one works in `var_dir`.
[[noreturn]] void run_agent(const AgentConfig& config, std::function<std::shared_ptr<StackDriver>(boost::asio::any_io_executor)> make_driver);

}  // namespace mvp::node
