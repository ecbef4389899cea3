#include "drivers/local/tree_copy.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

namespace mvp::node::local {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

class Descriptor {
 public:
  Descriptor(int fd, const std::string& what) : fd_(fd) { if (fd_ < 0) refuse(what); }
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  operator int() const { return fd_; }

 private:
  int fd_;
};

void copy_content(int from, int to, off_t size, const char* name) {
  while (size > 0) {
    const auto copied = ::copy_file_range(from, nullptr, to, nullptr, static_cast<std::size_t>(size), 0);
    if (copied < 0) refuse(std::string("cannot copy ") + name);
    if (copied == 0) return;
    size -= copied;
  }
}

void give(int fd, const std::optional<supervisor::Owner>& owner, const char* name) {
  if (owner && ::fchown(fd, owner->uid, owner->gid) != 0) refuse(std::string("cannot give away ") + name);
}

void copy_directory(int from, int to, const std::optional<supervisor::Owner>& owner) {
  DIR* directory = ::fdopendir(::dup(from));
  if (!directory) refuse("cannot list the template");
  const struct Close { DIR* d; ~Close() { ::closedir(d); } } close{directory};
  while (const dirent* entry = ::readdir(directory)) {
    const char* name = entry->d_name;
    if (std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0) continue;
    struct stat info {};
    if (::fstatat(from, name, &info, AT_SYMLINK_NOFOLLOW) != 0) refuse(std::string("cannot read ") + name);
    if (S_ISDIR(info.st_mode)) {
      if (::mkdirat(to, name, info.st_mode & 0777) != 0) refuse(std::string("cannot create ") + name);
      const Descriptor source(::openat(from, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC), name);
      const Descriptor target(::openat(to, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC), name);
      copy_directory(source, target, owner);
      give(target, owner, name);
    } else if (S_ISREG(info.st_mode)) {
      const Descriptor source(::openat(from, name, O_RDONLY | O_CLOEXEC), name);
      const Descriptor target(::openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, info.st_mode & 0777), name);
      copy_content(source, target, info.st_size, name);
      give(target, owner, name);
    }
  }
}

}  // namespace

void copy_tree(const std::filesystem::path& from, const std::filesystem::path& to, const std::optional<supervisor::Owner>& owner) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), "cannot open " + from.string());
  if (::mkdir(to.c_str(), 0700) != 0) refuse("cannot create " + to.string());
  const Descriptor target(::open(to.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), "cannot open " + to.string());
  copy_directory(source, target, owner);
  give(target, owner, to.c_str());
}

}  // namespace mvp::node::local
