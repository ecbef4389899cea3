#pragma once
#include <sys/socket.h>

#include <string>

namespace mvp::node {

/// Binds a unix socket (backlog 4096, mode 0660) under a temporary name and renames it into place: whoever connects
/// meets the old socket or the new one, never none. Works for paths longer than sun_path allows.
/// @return the descriptor, not blocking. @throws std::system_error.
int bind_in_place(const std::string& path, int type = SOCK_STREAM);

}  // namespace mvp::node
