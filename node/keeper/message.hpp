#pragma once
#include <optional>
#include <string>

namespace mvp::node {

/// One datagram of the keeper's protocol, with at most one descriptor.
struct KeeperMessage {
  std::string text;  ///< "put NAME", "drop NAME", "list", "quit"; from the keeper "NAME" per socket, then "end", or "ok"
  int fd = -1;
};

/// @throws std::system_error when the other end is gone.
void send_message(int socket, const KeeperMessage& message);
/// nullopt when the other end has closed.
std::optional<KeeperMessage> receive_message(int socket);

}  // namespace mvp::node
