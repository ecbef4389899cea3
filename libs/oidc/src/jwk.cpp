#include "jwk.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>

#include "mvp/core/encoding.hpp"

namespace mvp::oidc {
namespace {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Release<OSSL_PARAM_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using Key = std::shared_ptr<EVP_PKEY>;

Failure refuse(std::string why) {
  ERR_clear_error();
  return fail(Errc::invalid, std::move(why));
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string text_of(const json::Object& jwk, std::string_view name) {
  const auto* value = jwk.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string decoded(const json::Object& jwk, std::string_view name) {
  return from_base64url(text_of(jwk, name)).value_or("");
}

Number number(std::string_view big_endian) {
  return Number(BN_bin2bn(bytes(big_endian), static_cast<int>(big_endian.size()), nullptr));
}

Key owned(EVP_PKEY* key) { return Key(key, EVP_PKEY_free); }

Key build(const char* type, const ParamBuilder& builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) <= 0)
    return nullptr;
  return owned(key);
}

Result<Key> rsa_key(const json::Object& jwk) {
  const auto modulus = number(decoded(jwk, "n"));
  const auto exponent = number(decoded(jwk, "e"));
  const int bits = BN_num_bits(modulus.get());
  if (bits < 2048 || bits > 8192) return refuse("an RSA key needs 2048 to 8192 bits");
  // Below 65537 padding mistakes become forgeries, far above it every check is slow.
  if (!BN_is_odd(exponent.get()) || BN_num_bits(exponent.get()) < 17 || BN_num_bits(exponent.get()) > 64)
    return refuse("the RSA exponent is out of range");
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  if (auto key = build("RSA", builder)) return key;
  return refuse("not an RSA key");
}

Result<Key> ec_key(const json::Object& jwk) {
  const auto x = decoded(jwk, "x");
  const auto y = decoded(jwk, "y");
  if (text_of(jwk, "crv") != "P-256" || x.size() != 32 || y.size() != 32) return refuse("only P-256 is accepted");
  const auto point = '\x04' + x + y;
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  auto key = build("EC", builder);
  if (!key) return refuse("the point is not on P-256");
  const KeyContext check(EVP_PKEY_CTX_new(key.get(), nullptr));
  if (EVP_PKEY_public_check(check.get()) != 1) return refuse("the point is not on P-256");
  return key;
}

Result<Key> okp_key(const json::Object& jwk) {
  const auto x = decoded(jwk, "x");
  if (text_of(jwk, "crv") != "Ed25519" || x.size() != 32) return refuse("only Ed25519 is accepted");
  auto key = owned(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(x), x.size()));
  if (!key) return refuse("not an Ed25519 key");
  return key;
}

struct Family {
  std::string_view kty, alg;
  Algorithm algorithm;
  Result<Key> (*read)(const json::Object&);
};
constexpr std::array families{Family{"RSA", "RS256", Algorithm::rs256, rsa_key},
                              Family{"EC", "ES256", Algorithm::es256, ec_key},
                              Family{"OKP", "EdDSA", Algorithm::eddsa, okp_key}};

bool is_for_signatures(const json::Object& jwk) {
  if (jwk.contains("use") && text_of(jwk, "use") != "sig") return false;
  const auto* operations = jwk.if_contains("key_ops");
  return !operations ||
         (operations->is_array() && std::ranges::count(operations->get_array(), json::Value("verify")) > 0);
}

}  // namespace

std::optional<std::string> ecdsa_der_of(std::string_view r_and_s) {
  if (r_and_s.size() != 64) return std::nullopt;
  auto r = number(r_and_s.substr(0, 32));
  auto s = number(r_and_s.substr(32));
  if (BN_is_zero(r.get()) || BN_is_zero(s.get())) return std::nullopt;
  const Signature signature(ECDSA_SIG_new());
  ECDSA_SIG_set0(signature.get(), r.release(), s.release());
  std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_ECDSA_SIG(signature.get(), &out);
  return der;
}

std::optional<Algorithm> algorithm_of(std::string_view name) {
  for (const auto& family : families)
    if (family.alg == name) return family.algorithm;
  return std::nullopt;
}

Result<PublicKey> PublicKey::from_jwk(const json::Object& jwk) {
  for (const auto secret : {"d", "p", "q", "dp", "dq", "qi", "k", "oth"})
    if (jwk.contains(secret)) return refuse("a published key holds private parts");
  auto kid = text_of(jwk, "kid");
  if (kid.empty() || kid.size() > 256) return refuse("a key needs a kid");
  if (!is_for_signatures(jwk)) return refuse("the key is not for signatures");
  for (const auto& family : families) {
    if (text_of(jwk, "kty") != family.kty) continue;
    if (jwk.contains("alg") && text_of(jwk, "alg") != family.alg) return refuse("the key is for another algorithm");
    auto key = family.read(jwk);
    if (!key) return Failure(std::move(key.error()));
    return PublicKey(std::move(kid), family.algorithm, std::move(*key));
  }
  return refuse("the key type is not accepted");
}

bool PublicKey::verifies(std::string_view message, std::string_view signature) const {
  static EVP_MD* const sha256_digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  const auto der = algorithm_ == Algorithm::es256 ? ecdsa_der_of(signature) : std::optional(std::string(signature));
  if (!der || der->empty()) return false;
  const DigestContext context(EVP_MD_CTX_new());
  const auto* digest = algorithm_ == Algorithm::eddsa ? nullptr : sha256_digest;
  const bool is_valid = context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key_.get()) == 1 &&
                        EVP_DigestVerify(context.get(), bytes(*der), der->size(), bytes(message), message.size()) == 1;
  ERR_clear_error();
  return is_valid;
}

Result<std::vector<PublicKey>> parse_jwks(std::string_view text) {
  const auto set = json::parse(text);
  const auto* keys = set && set->is_object() ? set->get_object().if_contains("keys") : nullptr;
  if (!keys || !keys->is_array()) return fail(Errc::malformed, "not a JWK set");
  std::vector<PublicKey> out;
  for (const auto& item : keys->get_array()) {
    if (out.size() == 64 || !item.is_object()) continue;
    auto key = PublicKey::from_jwk(item.get_object());
    if (key && std::ranges::none_of(out, [&](const auto& other) { return other.kid() == key->kid(); }))
      out.push_back(std::move(*key));
  }
  return out;
}

}  // namespace mvp::oidc
