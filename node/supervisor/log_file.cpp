#include "supervisor/log_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace mvp::supervisor {

int open_log(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "cannot write " + path);
  return fd;
}

void rotate_log(const std::string& path, std::uintmax_t limit_bytes) {
  std::error_code ec;
  if (const auto size = std::filesystem::file_size(path, ec); ec || size <= limit_bytes) return;
  std::filesystem::copy_file(path, path + ".1", std::filesystem::copy_options::overwrite_existing, ec);
  if (!ec) std::filesystem::resize_file(path, 0, ec);
}

std::string last_lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return {};
  const auto size = static_cast<std::streamoff>(file.tellg());
  file.seekg(std::max<std::streamoff>(0, size - 600));
  std::string text{std::istreambuf_iterator<char>(file), {}};
  while (text.ends_with('\n')) text.pop_back();
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace mvp::supervisor
