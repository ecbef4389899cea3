#pragma once
#include <cstdint>

#include "drivers/local/layout.hpp"
#include "drivers/local/settings.hpp"

namespace mvp::node::local {

/// The one file that an archived stack's database, sessions and files are in.
std::filesystem::path archive_of(const Settings& settings, const std::string& stack_id);
/// 0 when there is none.
std::int64_t archive_bytes(const Settings& settings, const std::string& stack_id);

/// Packs the stopped stack (tar, zstd) and reads the result back before anything trusts it; on disk on return. What it
/// packed is still there. Blocks: call it on a pool thread. @throws std::runtime_error naming what failed.
void pack(const Settings& settings, const Layout& layout, const std::string& stack_id);
/// Moves what is packed out of the stack, to be deleted in the background.
void discard_packed(const Settings& settings, const Layout& layout);
/// The stack as it was packed; goes on where an interrupted call stopped. Blocks. @throws std::runtime_error.
void unpack(const Settings& settings, const Layout& layout, const std::string& stack_id);

}  // namespace mvp::node::local
