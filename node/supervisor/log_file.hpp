#pragma once
#include <cstdint>
#include <string>

namespace mvp::supervisor {

inline constexpr std::uintmax_t log_limit_bytes = 8 * 1024 * 1024;

/// Opens for appending, mode 0600, made when missing. @throws std::system_error.
int open_log(const std::string& path);

/// Moves the content to `path`.1 when it is larger than `limit_bytes`. The writer keeps its descriptor (it appends, so
/// it goes on at the new end): no signal, no cooperation. Lines written in that instant may be lost.
void rotate_log(const std::string& path, std::uintmax_t limit_bytes = log_limit_bytes);

/// The last few lines, on one line, for an error message. Empty when there is no such file.
std::string last_lines(const std::string& path);

}  // namespace mvp::supervisor
