#include "keeper/keeper.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#include "keeper/message.hpp"
#include "mvp/log/log.hpp"

namespace mvp::node {
namespace {

sockaddr_un address_of(const std::string& path) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  if (path.size() >= sizeof where.sun_path)
    throw std::system_error(ENAMETOOLONG, std::generic_category(), path + " (a socket's path has 107 bytes at most)");
  std::memcpy(where.sun_path, path.c_str(), path.size() + 1);
  return where;
}

bool is_own_user(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == ::geteuid() || peer.uid == 0);
}

class Keeper {
 public:
  /// @return false when told to quit.
  bool serve(int peer) {
    while (auto message = receive_message(peer)) {
      const auto space = message->text.find(' ');
      const auto verb = message->text.substr(0, space);
      const auto name = space == std::string::npos ? std::string{} : message->text.substr(space + 1);
      if (verb == "put" && message->fd >= 0) replace(name, message->fd);
      else if (verb == "drop") replace(name, -1);
      else if (verb == "list")
        for (const auto& [held, fd] : sockets_) send_message(peer, {held, fd});
      else if (verb == "quit") return false;
      send_message(peer, {verb == "list" ? "end" : "ok"});
    }
    return true;
  }

 private:
  void replace(const std::string& name, int fd) {
    if (const auto old = sockets_.find(name); old != sockets_.end()) {
      ::close(old->second);
      sockets_.erase(old);
    }
    if (fd >= 0) sockets_.emplace(name, fd);
  }

  std::map<std::string, int> sockets_;
};

}  // namespace

int run_keeper(const std::string& socket_path) {
  std::signal(SIGHUP, SIG_IGN);
  std::signal(SIGINT, SIG_IGN);
  const int listener = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  const auto where = address_of(socket_path);
  ::unlink(socket_path.c_str());
  ::umask(0177);
  if (listener < 0 || ::bind(listener, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0 || ::listen(listener, 8) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot listen on " + socket_path);
  Keeper keeper;
  for (bool goes_on = true; goes_on;) {
    const int peer = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (peer < 0) continue;
    try {
      if (is_own_user(peer)) goes_on = keeper.serve(peer);
    } catch (const std::system_error& e) {
      log::warn("agent left in mid-sentence", {{"what", e.what()}});
    }
    ::close(peer);
  }
  ::unlink(socket_path.c_str());
  return 0;
}

KeeperClient::KeeperClient(const std::string& socket_path) : fd_(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)) {
  const auto where = address_of(socket_path);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0) return;
  const int error = errno;
  ::close(fd_);
  throw std::system_error(error, std::generic_category(), "cannot reach the keeper at " + socket_path);
}

KeeperClient::~KeeperClient() { ::close(fd_); }

void KeeperClient::tell(const std::string& message, int fd) {
  send_message(fd_, {message, fd});
  if (!receive_message(fd_)) throw std::system_error(EPIPE, std::generic_category(), "the keeper is gone");
}

std::map<std::string, int> KeeperClient::take_all() {
  std::map<std::string, int> sockets;
  send_message(fd_, {"list"});
  for (;;) {
    auto message = receive_message(fd_);
    if (!message) throw std::system_error(EPIPE, std::generic_category(), "the keeper is gone");
    if (message->fd < 0) return sockets;
    sockets.emplace(std::move(message->text), message->fd);
  }
}

void KeeperClient::put(const std::string& name, int fd) { tell("put " + name, fd); }
void KeeperClient::drop(const std::string& name) { tell("drop " + name); }
void KeeperClient::quit() {
  send_message(fd_, {"quit"});
  receive_message(fd_);
}

}  // namespace mvp::node
