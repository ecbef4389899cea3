#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mvp::oidc {

/// 32 bytes.
std::string sha256(std::string_view bytes);

/// AES-256-GCM under `key` (32 bytes) with a fresh random nonce. `label` is authenticated, not stored: what was sealed
/// for one place does not open at another. @throws std::runtime_error.
std::string seal(std::string_view key, std::string_view label, std::string_view plain);

/// nullopt for anything that was not sealed with this key and label.
std::optional<std::string> unseal(std::string_view key, std::string_view label, std::string_view sealed);

}  // namespace mvp::oidc
