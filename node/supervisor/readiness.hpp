#pragma once
#include <chrono>
#include <functional>
#include <string>

#include "mvp/core/task.hpp"

namespace mvp::supervisor {

/// Asked again every millisecond until it says true. Must not throw and must end by itself within seconds.
using Readiness = std::function<Task<bool>()>;

/// A unix socket accepts a connection.
Readiness unix_socket_accepts(std::string path);
/// A TCP port of this machine accepts a connection.
Readiness tcp_port_accepts(unsigned short port);
/// GET `path` on a unix socket answers 200 within `time_limit`.
Readiness unix_http_answers(std::string socket_path, std::string host, std::string path, std::chrono::milliseconds time_limit);
/// GET `path` on 127.0.0.1:`port` answers 200 within `time_limit`.
Readiness tcp_http_answers(unsigned short port, std::string host, std::string path, std::chrono::milliseconds time_limit);
/// PostgreSQL of this data directory, started as process `pid`, says it takes connections (postmaster.pid, as pg_ctl
/// reads it): costs no connection and is true only after crash recovery.
bool postgres_is_ready(const std::string& data_directory, std::int64_t pid);
/// The same for whichever server accepts on `socket_path`: a left-over postmaster.pid has no socket that accepts.
Readiness postgres_answers(std::string data_directory, std::string socket_path);
/// Redis on a unix socket answers PING, so it has loaded its data. An empty password sends no AUTH.
Readiness redis_answers(std::string socket_path, std::string password);

}  // namespace mvp::supervisor
