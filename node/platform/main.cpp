#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>

#include <fmt/format.h>

#include "mvp/config/config.hpp"
#include "mvp/log/log.hpp"
#include "platform/platform.hpp"

namespace {

using namespace mvp;

/// Held until this process ends. @return false when another one works here.
bool lock(const std::filesystem::path& var_dir) {
  std::filesystem::create_directories(var_dir);
  const int fd = ::open((var_dir / "platform.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return fd >= 0 && ::flock(fd, LOCK_EX | LOCK_NB) == 0;
}

int serve(const config::Config& config) {
  log::start("mvp-platform", "warn");
  const auto settings = platform::settings_of(config);
  if (!lock(settings.var_dir)) throw std::runtime_error("the platform of " + settings.var_dir.string() + " is running already.");
  ::umask(0077);
  std::signal(SIGHUP, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);

  boost::asio::io_context io{1};
  platform::Platform platform(io, settings);
  int exit_code = 0;
  const auto stop = [&](int code) {
    exit_code = code;
    boost::asio::co_spawn(io, platform.stop(), [&](std::exception_ptr) { io.stop(); });
  };
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](boost::system::error_code ec, int) {
    if (!ec) stop(0);
  });
  boost::asio::co_spawn(io, platform.start(), [&](std::exception_ptr failure) {
    if (!failure) return;
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& e) {
      fmt::print(stderr, "The platform did not start: {}\n", e.what());
    }
    stop(1);
  });
  io.run();
  // Nothing below may wait: the processes are ended or meant to run on.
  std::_Exit(exit_code);
}

}  // namespace

int main(int argc, char** argv) {
  return config::run({.name = "mvp-platform", .settings = platform::settings_table(), .serve = serve}, argc, argv);
}
