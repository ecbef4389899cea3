#include "mvp/oidc_testing/signing.hpp"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <chrono>
#include <stdexcept>

#include "mvp/core/encoding.hpp"

namespace mvp::oidc_testing {
namespace {

void require(bool is_done, const char* what) {
  if (!is_done) throw std::runtime_error(what);
}

std::string number_of(EVP_PKEY* key, const char* name, int size = 0) {
  BIGNUM* number = nullptr;
  require(EVP_PKEY_get_bn_param(key, name, &number), name);
  std::string out(static_cast<std::size_t>(size > 0 ? size : BN_num_bytes(number)), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
  BN_free(number);
  return out;
}

std::string jws_form(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free);
  std::string out(64, '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), bytes, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), bytes + 32, 32);
  return out;
}

}  // namespace

TestKey::TestKey(std::string kid, std::string algorithm, int rsa_bits)
    : kid_(std::move(kid)), algorithm_(std::move(algorithm)) {
  EVP_PKEY* key = nullptr;
  if (algorithm_ == "RS256") key = EVP_RSA_gen(static_cast<unsigned>(rsa_bits));
  if (algorithm_ == "ES256") key = EVP_EC_gen("P-256");
  if (algorithm_ == "EdDSA") key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  require(key, "no such kind of key");
  key_ = std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free);
}

json::Object TestKey::public_jwk() const {
  json::Object jwk{{"kid", kid_}, {"alg", algorithm_}, {"use", "sig"}};
  if (algorithm_ == "RS256") {
    jwk["kty"] = "RSA";
    jwk["n"] = to_base64url(number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N));
    jwk["e"] = to_base64url(number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E));
  } else if (algorithm_ == "ES256") {
    jwk["kty"] = "EC";
    jwk["crv"] = "P-256";
    jwk["x"] = to_base64url(number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32));
    jwk["y"] = to_base64url(number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32));
  } else {
    std::string x(32, '\0');
    std::size_t size = x.size();
    require(EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(x.data()), &size), "public key");
    jwk["kty"] = "OKP";
    jwk["crv"] = "Ed25519";
    jwk["x"] = to_base64url(x);
  }
  return jwk;
}

std::string TestKey::public_pem() const {
  const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
  require(PEM_write_bio_PUBKEY(out.get(), key_.get()), "PEM");
  char* text = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

std::string TestKey::sign(std::string_view message) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const auto* digest = algorithm_ == "EdDSA" ? nullptr : EVP_sha256();
  require(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()), "sign");
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  std::size_t size = 0;
  require(EVP_DigestSign(context.get(), nullptr, &size, bytes, message.size()), "sign");
  std::string out(size, '\0');
  require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, bytes, message.size()),
          "sign");
  out.resize(size);
  return algorithm_ == "ES256" ? jws_form(out) : out;
}

std::string jwks_of(std::initializer_list<const TestKey*> keys) {
  json::Array list;
  for (const auto* key : keys) list.push_back(key->public_jwk());
  return json::serialize(json::Object{{"keys", std::move(list)}});
}

std::string compact(std::string_view header, std::string_view payload, std::string_view signature) {
  return to_base64url(header) + "." + to_base64url(payload) + "." + to_base64url(signature);
}

std::string signed_token(const TestKey& key, std::string_view header, std::string_view payload) {
  const auto message = to_base64url(header) + "." + to_base64url(payload);
  return message + "." + to_base64url(key.sign(message));
}

std::string signed_token(const TestKey& key, const std::string& typ, const json::Object& payload) {
  const json::Object header{{"alg", key.algorithm()}, {"kid", key.kid()}, {"typ", typ}};
  return signed_token(key, json::serialize(header), json::serialize(payload));
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  std::string out(32, '\0');
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(message.data()),
       message.size(), reinterpret_cast<unsigned char*>(out.data()), &size);
  return out;
}

std::int64_t now_in_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace mvp::oidc_testing
