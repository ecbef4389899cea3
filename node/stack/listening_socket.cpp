#include "stack/listening_socket.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "mvp/core/encoding.hpp"

namespace mvp::node {
namespace {

constexpr int backlog = 4096;  // a burst of first requests waits here while the stack wakes

}  // namespace

int bind_in_place(const std::string& path, int type) {
  const std::filesystem::path target = path;
  const int directory = ::open(target.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int fd = ::socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const auto name = ".socket." + to_hex(random_bytes(4));
  const auto through = "/proc/self/fd/" + std::to_string(directory) + "/" + name;
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  std::memcpy(where.sun_path, through.c_str(), through.size() + 1);
  const bool is_bound = directory >= 0 && fd >= 0 && ::bind(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0 &&
                        ::fchmodat(directory, name.c_str(), 0660, 0) == 0 && ::listen(fd, backlog) == 0 &&
                        ::renameat(directory, name.c_str(), directory, target.filename().c_str()) == 0;
  const int error = errno;
  if (directory >= 0) ::close(directory);
  if (is_bound) return fd;
  if (fd >= 0) ::close(fd);
  throw std::system_error(error, std::generic_category(), "cannot listen on " + path);
}

}  // namespace mvp::node
