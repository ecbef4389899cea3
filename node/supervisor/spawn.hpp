#pragma once
#include <chrono>

#include "supervisor/identity.hpp"
#include "supervisor/spec.hpp"

namespace mvp::supervisor {

/// Starts the program in a session and process group of its own. It outlives its starter.
/// @throws std::system_error naming the program when it cannot be executed.
Identity spawn(const Spec& spec);

/// How a process ended, for people: "exit status 1", "signal 9 (Killed)".
std::string describe_exit(int code, int status);

/// Starts the program and waits for its end on the calling thread. Killed at the time limit.
/// @throws std::runtime_error with the end of its log unless it exits with 0 in time.
void run_to_end(const Spec& spec, std::chrono::milliseconds time_limit);

/// Waits on the calling thread until the process is gone. @return false at the time limit.
bool wait_for_end(const Identity& identity, std::chrono::milliseconds time_limit);

/// Waits for a child's end, kills its group at the time limit, and collects it.
void reap(const Identity& child, std::chrono::milliseconds time_limit);

}  // namespace mvp::supervisor
