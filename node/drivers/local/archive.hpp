#pragma once
#include "drivers/local/settings.hpp"
#include "stack/archive.hpp"

namespace mvp::node::local {

/// Of a stack's database, sessions and files.
inline Archive archive_of(const Settings& settings, const std::string& stack_id) {
  return {.file = settings.archives() / (stack_id + ".tar.zst"),
          .root = settings.stacks() / stack_id,
          .parts = {"pg", "redis", "files"},
          .trash = settings.trash()};
}

}  // namespace mvp::node::local
