#include "listener.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace mvp::http {
namespace {

constexpr int backlog = 4096;

[[noreturn]] void throw_errno(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in parse_tcp(const std::string& address, std::string_view rest) {
  const auto colon = rest.rfind(':');
  if (colon == std::string_view::npos) throw std::invalid_argument("listen address without a port: " + address);
  sockaddr_in out{};
  out.sin_family = AF_INET;
  unsigned short port{};
  const auto digits = rest.substr(colon + 1);
  const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const std::string host(rest.substr(0, colon));
  if (ec != std::errc{} || end != digits.data() + digits.size() || ::inet_pton(AF_INET, host.c_str(), &out.sin_addr) != 1)
    throw std::invalid_argument("listen address must look like tcp:127.0.0.1:8001, not " + address);
  out.sin_port = htons(port);
  return out;
}

int bind_tcp(const std::string& address, const sockaddr_in& where) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) throw_errno("socket");
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0 || ::listen(fd, backlog) != 0) {
    const int saved = errno;
    ::close(fd);
    throw std::system_error(saved, std::generic_category(), "cannot listen on " + address);
  }
  return fd;
}

/// SO_REUSEPORT would let two servers of one user share the port silently: ask first without it.
void refuse_busy_port(const std::string& address, const sockaddr_in& where) {
  if (where.sin_port == 0) return;
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const bool is_free = ::bind(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0;
  const int saved = errno;
  ::close(fd);
  if (!is_free) throw std::system_error(saved, std::generic_category(), "cannot listen on " + address);
}

int bind_unix(const std::string& address, const std::string& path) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  if (path.size() >= sizeof where.sun_path) throw std::invalid_argument("socket path too long (107 bytes at most): " + path);
  std::memcpy(where.sun_path, path.c_str(), path.size() + 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) throw_errno("socket");
  ::unlink(path.c_str());
  const auto old_mask = ::umask(0177);
  const bool is_bound = ::bind(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0;
  ::umask(old_mask);
  if (!is_bound || ::listen(fd, backlog) != 0) {
    const int saved = errno;
    ::close(fd);
    throw std::system_error(saved, std::generic_category(), "cannot listen on " + address);
  }
  return fd;
}

}  // namespace

Listener Listener::open(const std::string& address) {
  Listener out;
  out.address_ = address;
  const std::string_view text = address;
  if (text.starts_with("tcp:")) {
    const auto where = parse_tcp(address, text.substr(4));
    refuse_busy_port(address, where);
    out.fd_ = bind_tcp(address, where);
    out.family_ = AF_INET;
    sockaddr_in bound{};
    socklen_t size = sizeof bound;
    ::getsockname(out.fd_, reinterpret_cast<sockaddr*>(&bound), &size);
    out.port_ = ntohs(bound.sin_port);
    out.host_ = bound.sin_addr.s_addr;
  } else if (text.starts_with("unix:")) {
    out.socket_path_ = std::string(text.substr(5));
    out.fd_ = bind_unix(address, out.socket_path_);
    out.family_ = AF_UNIX;
  } else if (text.starts_with("fd:")) {
    const int fd = std::stoi(std::string(text.substr(3)));
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &size) != 0) throw_errno("inherited listener " + address);
    out.family_ = bound.ss_family;
    out.fd_ = ::fcntl(fd, F_DUPFD_CLOEXEC, 10);
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(out.fd_, F_SETFL, ::fcntl(out.fd_, F_GETFL) | O_NONBLOCK);
  } else {
    throw std::invalid_argument("listen address must start with tcp:, unix: or fd:, not " + address);
  }
  return out;
}

Listener::Listener(Listener&& other) noexcept
    : address_(std::move(other.address_)),
      fd_(std::exchange(other.fd_, -1)),
      family_(other.family_),
      port_(other.port_),
      host_(other.host_),
      is_in_use_(other.is_in_use_),
      socket_path_(std::exchange(other.socket_path_, {})) {}

Listener::~Listener() {
  if (fd_ < 0) return;
  ::close(fd_);
  if (!socket_path_.empty()) ::unlink(socket_path_.c_str());
}

int Listener::descriptor_for_thread() {
  if (std::exchange(is_in_use_, true) && port_ != 0) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port_);
    where.sin_addr.s_addr = host_;
    return bind_tcp(address_, where);
  }
  const int fd = ::fcntl(fd_, F_DUPFD_CLOEXEC, 10);
  if (fd < 0) throw_errno("dup of " + address_);
  return fd;
}

}  // namespace mvp::http
