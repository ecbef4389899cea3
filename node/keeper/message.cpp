#include "keeper/message.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace mvp::node {
namespace {

struct Envelope {
  msghdr header{};
  iovec part{};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};

  Envelope(void* data, std::size_t size) {
    part = {.iov_base = data, .iov_len = size};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
  }
};

}  // namespace

void send_message(int socket, const KeeperMessage& message) {
  Envelope out(const_cast<char*>(message.text.data()), message.text.size());
  if (message.fd >= 0) {
    out.header.msg_control = out.control.data();
    out.header.msg_controllen = out.control.size();
    auto* rights = CMSG_FIRSTHDR(&out.header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &message.fd, sizeof(int));
  }
  ssize_t sent;
  do sent = ::sendmsg(socket, &out.header, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  if (sent < 0) throw std::system_error(errno, std::generic_category(), "the keeper's socket");
}

std::optional<KeeperMessage> receive_message(int socket) {
  std::array<char, 512> text{};
  Envelope in(text.data(), text.size());
  in.header.msg_control = in.control.data();
  in.header.msg_controllen = in.control.size();
  ssize_t received;
  do received = ::recvmsg(socket, &in.header, MSG_CMSG_CLOEXEC);
  while (received < 0 && errno == EINTR);
  if (received <= 0) return std::nullopt;
  KeeperMessage message{.text = std::string(text.data(), static_cast<std::size_t>(received))};
  if (const auto* rights = CMSG_FIRSTHDR(&in.header); rights && rights->cmsg_type == SCM_RIGHTS)
    std::memcpy(&message.fd, CMSG_DATA(rights), sizeof(int));
  return message;
}

}  // namespace mvp::node
