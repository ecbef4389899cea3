#pragma once
#include <string>

namespace mvp::node::local {

/// Binds a tenant's socket (backlog 4096, mode 0660) under a temporary name and renames it into place: whoever connects
/// meets the old socket or the new one, never none. Works for paths longer than sun_path allows.
/// @return the descriptor. @throws std::system_error.
int bind_tenant_socket(const std::string& path);

}  // namespace mvp::node::local
