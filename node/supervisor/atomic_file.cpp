#include "supervisor/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>

#include "mvp/core/encoding.hpp"

namespace mvp::supervisor {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

void write_all(int fd, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    const auto written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno != EINTR) refuse("cannot write " + path);
    if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
  }
}

struct Descriptor {
  int fd;
  ~Descriptor() { if (fd >= 0) ::close(fd); }
};

void sync(const std::filesystem::path& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0 || ::fsync(file.fd) != 0) refuse("cannot sync " + path.string());
}

}  // namespace

void replace_file(const std::filesystem::path& path, std::string_view content, Survives what) {
  const auto temporary = path.string() + "." + to_hex(random_bytes(4)) + ".new";
  {
    const Descriptor file{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (file.fd < 0) refuse("cannot create " + temporary);
    write_all(file.fd, content, temporary);
    if (what == Survives::power_cut && ::fsync(file.fd) != 0) refuse("cannot sync " + temporary);
  }
  if (std::rename(temporary.c_str(), path.c_str()) != 0) refuse("cannot replace " + path.string());
  if (what != Survives::power_cut) return;
  sync(path.parent_path());
}

void sync_directory(const std::filesystem::path& path) {
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (entry.is_regular_file()) sync(entry.path());
  sync(path);
}

void sync_file_system(const std::filesystem::path& directory) {
  const Descriptor file{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (file.fd < 0 || ::syncfs(file.fd) != 0) refuse("cannot sync the file system of " + directory.string());
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace mvp::supervisor
