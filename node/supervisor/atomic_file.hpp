#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace mvp::supervisor {

/// What a replaced file survives: the death of its writer, or that of the machine (the file and its directory are synced).
enum class Survives { process_death, power_cut };

/// Replaces the file as a whole, mode 0600: a reader sees the old content or the new one. @throws std::system_error.
void replace_file(const std::filesystem::path& path, std::string_view content, Survives what = Survives::power_cut);

/// Every file of a directory, and the directory itself, is on disk when this returns. Not its subdirectories.
void sync_directory(const std::filesystem::path& path);

/// Everything on the file system that holds this directory is on disk when this returns.
void sync_file_system(const std::filesystem::path& directory);

/// @throws std::system_error when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace mvp::supervisor
