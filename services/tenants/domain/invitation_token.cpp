#include "domain/invitation_token.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

#include "mvp/core/encoding.hpp"

namespace mvp::tenants {
namespace {

std::string hmac_sha256(std::string_view key, std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  const auto* done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
                          text.size(), digest, &size);
  if (!done) throw std::runtime_error("HMAC-SHA-256 failed");
  return {reinterpret_cast<const char*>(digest), size};
}

}  // namespace

InvitationTokens::InvitationTokens(std::string_view secret) : key_(hmac_sha256(secret, "invitation tokens, version 1")) {
  if (secret.empty()) throw std::runtime_error("invitation tokens need a secret");
}

std::string InvitationTokens::of(std::string_view invitation_id) const { return to_base64url(hmac_sha256(key_, invitation_id)); }

}  // namespace mvp::tenants
