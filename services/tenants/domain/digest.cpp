#include "domain/digest.hpp"

#include <openssl/sha.h>

#include "mvp/core/encoding.hpp"

namespace mvp::tenants {

std::string sha256_hex(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return to_hex({reinterpret_cast<const char*>(digest), sizeof digest});
}

}  // namespace mvp::tenants
