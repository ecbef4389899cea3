#include <gtest/gtest.h>

#include "../src/jwk.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/oidc_testing/signing.hpp"

namespace mvp::oidc {
namespace {

using oidc_testing::TestKey;

json::Object rsa_jwk() {
  static const TestKey key("k");
  return key.public_jwk();
}
json::Object ec_jwk() {
  static const TestKey key("k", "ES256");
  return key.public_jwk();
}
template <class T>
json::Object with(json::Object jwk, std::string_view name, T value) {
  jwk[name] = json::Value(value);
  return jwk;
}
json::Object without(json::Object jwk, std::string_view name) {
  jwk.erase(name);
  return jwk;
}
std::string refusal(const json::Object& jwk) {
  const auto key = PublicKey::from_jwk(jwk);
  return key ? "accepted" : key.error().detail;
}

TEST(Jwk, keys_of_the_three_families_are_read) {
  EXPECT_EQ(refusal(rsa_jwk()), "accepted");
  EXPECT_EQ(refusal(ec_jwk()), "accepted");
  EXPECT_EQ(refusal(TestKey("k", "EdDSA").public_jwk()), "accepted");
  EXPECT_EQ(refusal(without(without(rsa_jwk(), "alg"), "use")), "accepted");
}

TEST(Jwk, short_rsa_keys_are_refused) {
  EXPECT_EQ(refusal(TestKey("k", "RS256", 1024).public_jwk()), "an RSA key needs 2048 to 8192 bits");
  EXPECT_EQ(refusal(with(rsa_jwk(), "n", to_base64url(std::string(2048, '\xff')))),
            "an RSA key needs 2048 to 8192 bits");
}

TEST(Jwk, rsa_exponents_that_are_small_even_or_huge_are_refused) {
  for (const auto& exponent : {std::string("\x03"), std::string("\x01\x00\x02", 3), std::string(64, '\xff')})
    EXPECT_EQ(refusal(with(rsa_jwk(), "e", to_base64url(exponent))), "the RSA exponent is out of range");
}

TEST(Jwk, a_point_off_the_curve_is_refused) {
  EXPECT_EQ(refusal(with(ec_jwk(), "y", to_base64url(std::string(32, '\1')))), "the point is not on P-256");
  EXPECT_EQ(refusal(with(ec_jwk(), "crv", "P-384")), "only P-256 is accepted");
  EXPECT_EQ(refusal(with(ec_jwk(), "crv", "secp256k1")), "only P-256 is accepted");
}

TEST(Jwk, private_and_symmetric_keys_are_refused) {
  EXPECT_EQ(refusal(with(rsa_jwk(), "d", "AQAB")), "a published key holds private parts");
  EXPECT_EQ(refusal(json::Object{{"kty", "oct"}, {"kid", "k"}, {"k", "AQAB"}}), "a published key holds private parts");
  EXPECT_EQ(refusal(json::Object{{"kty", "oct"}, {"kid", "k"}}), "the key type is not accepted");
}

TEST(Jwk, a_key_for_something_else_is_refused) {
  EXPECT_EQ(refusal(with(rsa_jwk(), "use", "enc")), "the key is not for signatures");
  EXPECT_EQ(refusal(with(rsa_jwk(), "key_ops", json::Array{"encrypt"})), "the key is not for signatures");
  for (const auto alg : {"HS256", "RS512", "ES256", "none"})
    EXPECT_EQ(refusal(with(rsa_jwk(), "alg", alg)), "the key is for another algorithm") << alg;
  EXPECT_EQ(refusal(without(rsa_jwk(), "kid")), "a key needs a kid");
}

TEST(Jwk, an_ecdsa_signature_with_a_zero_half_is_no_signature_whatever_the_library_would_say) {
  const std::string zero(32, '\0'), some(32, '\x2a');
  EXPECT_EQ(ecdsa_der_of(zero + zero), std::nullopt);
  EXPECT_EQ(ecdsa_der_of(zero + some), std::nullopt);
  EXPECT_EQ(ecdsa_der_of(some + zero), std::nullopt);
  EXPECT_EQ(ecdsa_der_of(some + some.substr(1)), std::nullopt);
  EXPECT_EQ(ecdsa_der_of(some + some + some), std::nullopt);
  EXPECT_EQ(ecdsa_der_of(some + some).value_or(""), "\x30\x44\x02\x20" + some + "\x02\x20" + some);
}

TEST(Jwk, no_other_algorithm_has_a_name_here) {
  for (const auto name : {"RS384", "RS512", "PS256", "PS384", "PS512", "ES384", "ES512", "ES256K", "HS256", "HS384",
                          "HS512", "none", "Ed25519", "Ed448", "rs256", "es256", "EDDSA", "ML-DSA-44", ""})
    EXPECT_EQ(algorithm_of(name), std::nullopt) << name;
}

TEST(Jwks, unusable_keys_are_skipped_and_the_first_of_a_name_counts) {
  const TestKey first("same"), second("same"), other("other", "EdDSA");
  auto set = json::parse(oidc_testing::jwks_of({&first, &second, &other})).value();
  set.get_object()["keys"].get_array().push_back(json::Object{{"kty", "unknown"}, {"kid", "x"}});
  const auto keys = parse_jwks(json::serialize(set)).value();
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_TRUE(keys[0].verifies("text", first.sign("text")));
  EXPECT_FALSE(keys[0].verifies("text", second.sign("text")));
  EXPECT_EQ(keys[1].kid(), "other");
}

TEST(Jwks, what_is_no_key_set_is_refused) {
  for (const auto text : {"", "[]", "{}", R"({"keys":{}})", "<html>"})
    EXPECT_EQ(parse_jwks(text).error().code, Errc::malformed) << text;
}

}  // namespace
}  // namespace mvp::oidc
