#include "api_keys/api_key.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "domain/text.hpp"
#include "mvp/core/encoding.hpp"

namespace mvp::garage {
namespace {

constexpr std::size_t secret_bytes = 32, secret_length = 43, check_length = 6, prefix_length = 8;
constexpr std::int64_t longest_life_us = 366LL * 86'400 * 1'000'000;

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("SHA-256 is not available");
  return {reinterpret_cast<const char*>(digest.data()), size};
}

std::string check_of(std::string_view text) { return to_base64url(sha256(text)).substr(0, check_length); }

}  // namespace

std::string random_key() {
  auto key = std::string(key_beginning) + to_base64url(random_bytes(secret_bytes));
  return key + check_of(key);
}

bool is_well_formed_key(std::string_view key) {
  constexpr auto checked_length = key_beginning.size() + secret_length;
  return key.size() == checked_length + check_length && key.starts_with(key_beginning) &&
         equal_constant_time(key.substr(checked_length), check_of(key.substr(0, checked_length)));
}

std::string prefix_of_key(std::string_view key) { return std::string(key.substr(0, prefix_length)); }

std::string digest_of_key(std::string_view key) { return to_hex(sha256(key)); }

Result<ApiKeyInput> checked(ApiKeyInput input, Instant now) {
  if (input.name.empty() || characters_in(input.name) > 100) return fail(Errc::invalid, "must have 1 to 100 characters", "/name");
  if (input.scopes.empty()) return fail(Errc::invalid, "must name at least one of read, write, import", "/scopes");
  std::ranges::sort(input.scopes);
  const auto repeated = std::ranges::unique(input.scopes);
  input.scopes.erase(repeated.begin(), repeated.end());
  if (input.expires_at && *input.expires_at <= now) return fail(Errc::invalid, "lies in the past", "/expires_at");
  if (input.expires_at && input.expires_at->us > now.us + longest_life_us) return fail(Errc::invalid, "must lie within a year from now", "/expires_at");
  return input;
}

}  // namespace mvp::garage
