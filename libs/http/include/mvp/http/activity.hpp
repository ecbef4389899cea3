#pragma once
#include <string>

#include "mvp/http/server.hpp"

namespace mvp::http {

/// Serves as `serve` does and sets the time of the file at `path` to now when a request comes and when it is answered, so
/// that whoever supervises the process sees how long it has been idle. Questions about its health do not count.
/// An empty path: just `serve`. @throws std::system_error, when a thread starts, if the file cannot be written.
ThreadFactory noting_activity(std::string path, ThreadFactory serve);

}  // namespace mvp::http
