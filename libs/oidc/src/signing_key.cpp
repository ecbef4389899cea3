#include "signing_key.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <system_error>

#include "crypto.hpp"
#include "mvp/core/encoding.hpp"

namespace mvp::oidc {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;
using Key = std::shared_ptr<EVP_PKEY>;

[[noreturn]] void throw_errno(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

std::string public_bytes(EVP_PKEY* key) {
  std::string out(32, '\0');
  std::size_t size = out.size();
  if (EVP_PKEY_id(key) != EVP_PKEY_ED25519 ||
      !EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(out.data()), &size))
    throw std::runtime_error("the signing key is not an Ed25519 key");
  return out;
}

}  // namespace

SigningKey::SigningKey(Key key) : key_(std::move(key)) {
  const auto x = to_base64url(public_bytes(key_.get()));
  kid_ = to_base64url(sha256(R"({"crv":"Ed25519","kty":"OKP","x":")" + x + "\"}"));
  jwk_ = json::Object{{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", x}, {"kid", kid_}, {"alg", "EdDSA"}, {"use", "sig"}};
}

void SigningKey::create_file(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return;
  // Under another name first: whoever reads the path sees a whole key or none.
  const auto draft = path + ".new";
  const int fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) throw_errno("cannot create " + draft);
  File file(::fdopen(fd, "w"));
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free);
  if (!key || !PEM_write_PrivateKey(file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr))
    throw std::runtime_error("cannot write " + draft);
  if (std::fflush(file.get()) != 0 || ::fsync(fd) != 0) throw_errno("cannot write " + draft);
  // link, not rename: of two that create the key at once, the first wins and nobody's key is replaced.
  if (::link(draft.c_str(), path.c_str()) != 0 && errno != EEXIST) throw_errno("cannot create " + path);
  ::unlink(draft.c_str());
}

SigningKey SigningKey::load(const std::string& path) {
  const File file(std::fopen(path.c_str(), "re"));
  if (!file) throw_errno("cannot read the signing key " + path);
  Key key(PEM_read_PrivateKey(file.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  if (!key) throw std::runtime_error(path + " holds no private key");
  return SigningKey(std::move(key));
}

std::string SigningKey::sign(std::string_view message) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::string out(64, '\0');
  std::size_t size = out.size();
  if (!EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) ||
      !EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                      reinterpret_cast<const unsigned char*>(message.data()), message.size()))
    throw std::runtime_error("signing failed");
  return out;
}

}  // namespace mvp::oidc
