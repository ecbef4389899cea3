#pragma once
#include <filesystem>
#include <optional>

#include "supervisor/spec.hpp"

namespace mvp::node::local {

/// Copies a tree of regular files and directories with their modes, by copy_file_range relative to directory
/// descriptors: a third of what `cp -a` takes for a thousand small files. `to` must not exist.
/// The copy belongs to `owner`, or to whoever copies. @throws std::system_error; what was copied stays.
void copy_tree(const std::filesystem::path& from, const std::filesystem::path& to, const std::optional<supervisor::Owner>& owner = {});

}  // namespace mvp::node::local
