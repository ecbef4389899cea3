#include "import/checksum.hpp"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace mvp::catalog::vpic_import {

Checksum::Checksum() : digest_(EVP_MD_CTX_new()) {
  if (!digest_ || EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr) != 1) throw std::runtime_error("OpenSSL has no SHA-256");
}

void Checksum::add(std::string_view row) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes;
  EVP_DigestUpdate(digest_.get(), row.data(), row.size());
  EVP_DigestFinal_ex(digest_.get(), bytes.data(), nullptr);
  EVP_DigestInit_ex(digest_.get(), nullptr, nullptr);
  std::uint64_t halves[2];
  std::memcpy(halves, bytes.data(), sizeof halves);
  low_ += halves[0];
  high_ += halves[1];
  ++rows_;
}

std::string Checksum::hex() const { return fmt::format("{:016x}{:016x}", high_, low_); }

}  // namespace mvp::catalog::vpic_import
