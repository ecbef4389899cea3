#include "stack/idle_clock.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

namespace mvp::node {
namespace {

/// When a file was last written, in ns since 1970; 0 if it is not there.
std::int64_t written_at_ns(const std::string& path) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) return 0;
  return info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec;
}

/// Seconds since 1970; 0 if there are none.
std::int64_t time_in(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return 0;
  char text[24]{};
  const auto bytes = ::read(fd, text, sizeof text - 1);
  ::close(fd);
  return bytes > 0 ? std::strtoll(text, nullptr, 10) : 0;
}

}  // namespace

IdleClock::Clock::duration IdleClock::idle_for(const std::string& activity_file) {
  if (const auto written = written_at_ns(activity_file); written != seen_ns_) {
    seen_ns_ = written;
    restart();
  }
  return Clock::now() - active_at_;
}

bool take_due(const std::string& wake_at_file) {
  const auto due = time_in(wake_at_file);
  if (due == 0 || due > std::time(nullptr)) return false;
  ::unlink(wake_at_file.c_str());
  return true;
}

}  // namespace mvp::node
