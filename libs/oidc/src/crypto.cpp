#include "crypto.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <memory>
#include <stdexcept>

#include "mvp/core/encoding.hpp"

namespace mvp::oidc {
namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
int size_of(std::string_view text) { return static_cast<int>(text.size()); }

void check_key(std::string_view key) {
  if (key.size() != 32) throw std::runtime_error("an AES-256 key has 32 bytes");
}

}  // namespace

std::string sha256(std::string_view text) {
  // Fetched once: OpenSSL 3 looks an implicit digest up at every use.
  static EVP_MD* const digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const Digest context(EVP_MD_CTX_new());
  std::string out(SHA256_DIGEST_LENGTH, '\0');
  if (!context || !EVP_DigestInit_ex2(context.get(), digest, nullptr) ||
      !EVP_DigestUpdate(context.get(), text.data(), text.size()) || !EVP_DigestFinal_ex(context.get(), bytes(out), nullptr))
    throw std::runtime_error("SHA-256 failed");
  return out;
}

std::string seal(std::string_view key, std::string_view label, std::string_view plain) {
  check_key(key);
  const auto nonce = random_bytes(nonce_size);
  std::string out(plain.size(), '\0');
  std::string tag(tag_size, '\0');
  int written = 0;
  const Cipher cipher(EVP_CIPHER_CTX_new());
  const bool is_sealed = cipher &&
                         EVP_EncryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), bytes(key), bytes(nonce), nullptr) &&
                         EVP_EncryptUpdate(cipher.get(), nullptr, &written, bytes(label), size_of(label)) &&
                         EVP_EncryptUpdate(cipher.get(), bytes(out), &written, bytes(plain), size_of(plain)) &&
                         EVP_EncryptFinal_ex(cipher.get(), bytes(out) + written, &written) &&
                         EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_size, tag.data());
  if (!is_sealed) throw std::runtime_error("AES-256-GCM failed");
  return nonce + tag + out;
}

std::optional<std::string> unseal(std::string_view key, std::string_view label, std::string_view sealed) {
  check_key(key);
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  const auto nonce = sealed.substr(0, nonce_size);
  std::string tag(sealed.substr(nonce_size, tag_size));
  const auto body = sealed.substr(nonce_size + tag_size);
  std::string out(body.size(), '\0');
  int written = 0;
  const Cipher cipher(EVP_CIPHER_CTX_new());
  const bool is_open = cipher &&
                       EVP_DecryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), bytes(key), bytes(nonce), nullptr) &&
                       EVP_DecryptUpdate(cipher.get(), nullptr, &written, bytes(label), size_of(label)) &&
                       EVP_DecryptUpdate(cipher.get(), bytes(out), &written, bytes(body), size_of(body)) &&
                       EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) &&
                       EVP_DecryptFinal_ex(cipher.get(), bytes(out) + written, &written) > 0;
  if (!is_open) return std::nullopt;
  return out;
}

}  // namespace mvp::oidc
