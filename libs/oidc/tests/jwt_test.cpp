#include <gtest/gtest.h>

#include <boost/describe/enum_to_string.hpp>
#include <map>

#include "../src/jwt.hpp"
#include "mvp/core/encoding.hpp"
#include "mvp/oidc_testing/signing.hpp"

namespace mvp::oidc {
namespace {

using oidc_testing::compact;
using oidc_testing::signed_token;
using oidc_testing::TestKey;

constexpr std::int64_t now_s = 1'800'000'000;

const TestKey& rsa() {
  static const TestKey key("rsa-1");
  return key;
}
const TestKey& ec() {
  static const TestKey key("ec-1", "ES256");
  return key;
}
const TestKey& ed() {
  static const TestKey key("ed-1", "EdDSA");
  return key;
}
PublicKey public_of(const TestKey& key) { return PublicKey::from_jwk(key.public_jwk()).value(); }

Expectation expected() {
  return {.issuer = "https://auth.example/",
          .audience = "https://api.example",
          .types = {"at+jwt"},
          .algorithms = {Algorithm::rs256, Algorithm::es256, Algorithm::eddsa},
          .name_space = "https://example/",
          .tenant_claim = "https://example/tenant_id"};
}

json::Object payload() {
  return {{"iss", "https://auth.example/"},
          {"aud", "https://api.example"},
          {"sub", "auth0|mia"},
          {"iat", now_s - 10},
          {"exp", now_s + 300},
          {"https://example/email", "mia@example"},
          {"https://example/email_verified", true}};
}
template <class T>
json::Object with(std::string_view name, T value) {
  auto out = payload();
  out[name] = json::Value(value);
  return out;
}
json::Object without(std::string_view name) {
  auto out = payload();
  out.erase(name);
  return out;
}

/// "ok", or the flaw that was found.
std::string outcome(const std::string& token, const PublicKey& key, const Expectation& want = expected()) {
  const auto jwt = Jwt::parse(token);
  if (!jwt) return boost::describe::enum_to_string(jwt.error(), "?");
  const auto claims = verify(*jwt, key, want, now_s);
  return claims ? "ok" : boost::describe::enum_to_string(claims.error(), "?");
}
std::string outcome(const json::Object& claims) {
  return outcome(signed_token(rsa(), "at+jwt", claims), public_of(rsa()));
}
std::string outcome_of_header(const std::string& header) {
  return outcome(signed_token(rsa(), header, json::serialize(payload())), public_of(rsa()));
}

TEST(Jwt, a_token_of_every_allowed_algorithm_is_accepted) {
  for (const auto* key : {&rsa(), &ec(), &ed()})
    EXPECT_EQ(outcome(signed_token(*key, "at+jwt", payload()), public_of(*key)), "ok") << key->algorithm();
}

TEST(Jwt, the_claims_come_from_the_payload) {
  const auto jwt = Jwt::parse(signed_token(rsa(), "at+jwt", with("https://example/tenant_id", "demo"))).value();
  const auto claims = verify(jwt, public_of(rsa()), expected(), now_s).value();
  EXPECT_EQ(claims.subject, "auth0|mia");
  EXPECT_EQ(claims.email, "mia@example");
  EXPECT_TRUE(claims.email_verified);
  EXPECT_EQ(claims.tenant, "demo");
  EXPECT_EQ(claims.expires_at, now_s + 300);
}

TEST(Jwt, alg_none_is_refused_in_every_letter_case) {
  for (const auto alg : {"none", "None", "NONE", "nOnE", ""}) {
    const auto header = std::string(R"({"alg":")") + alg + R"(","kid":"rsa-1","typ":"at+jwt"})";
    EXPECT_EQ(outcome(compact(header, json::serialize(payload()), ""), public_of(rsa())), "algorithm") << alg;
  }
}

TEST(Jwt, a_token_signed_with_the_public_key_as_hmac_secret_is_refused) {
  const std::string header = R"({"alg":"HS256","kid":"rsa-1","typ":"at+jwt"})";
  const auto body = json::serialize(payload());
  const auto message = to_base64url(header) + "." + to_base64url(body);
  for (const auto& secret : {rsa().public_pem(), json::serialize(rsa().public_jwk())})
    EXPECT_EQ(outcome(message + "." + to_base64url(oidc_testing::hmac_sha256(secret, message)), public_of(rsa())),
              "algorithm");
}

TEST(Jwt, the_token_cannot_choose_another_algorithm_for_a_key) {
  // An EC signature under a header that says RS256, and the reverse: the key's own algorithm decides.
  const std::string header = R"({"alg":"RS256","kid":"ec-1","typ":"at+jwt"})";
  EXPECT_EQ(outcome(signed_token(ec(), header, json::serialize(payload())), public_of(ec())), "algorithm");
  auto want = expected();
  want.algorithms = {Algorithm::eddsa};
  EXPECT_EQ(outcome(signed_token(rsa(), "at+jwt", payload()), public_of(rsa()), want), "algorithm");
}

TEST(Jwt, an_empty_or_zero_or_foreign_signature_is_refused) {
  const std::string rs = R"({"alg":"RS256","kid":"rsa-1","typ":"at+jwt"})";
  const std::string es = R"({"alg":"ES256","kid":"ec-1","typ":"at+jwt"})";
  const auto body = json::serialize(payload());
  EXPECT_EQ(outcome(compact(rs, body, ""), public_of(rsa())), "signature");
  EXPECT_EQ(outcome(compact(es, body, std::string(64, '\0')), public_of(ec())), "signature");
  EXPECT_EQ(outcome(compact(es, body, std::string(63, '\1')), public_of(ec())), "signature");
  const TestKey other("rsa-1");
  EXPECT_EQ(outcome(signed_token(other, "at+jwt", payload()), public_of(rsa())), "signature");
}

TEST(Jwt, a_changed_payload_is_refused) {
  auto token = signed_token(rsa(), "at+jwt", payload());
  const auto first = token.find('.');
  const auto second = token.find('.', first + 1);
  token.replace(first + 1, second - first - 1, to_base64url(json::serialize(with("sub", "auth0|other"))));
  EXPECT_EQ(outcome(token, public_of(rsa())), "signature");
}

TEST(Jwt, headers_that_bring_their_own_key_or_rules_are_refused) {
  for (const auto name : {"crit", "jku", "jwk", "x5u", "x5c", "b64", "zip", "cty", "enc"}) {
    const auto header = std::string(R"({"alg":"RS256","kid":"rsa-1","typ":"at+jwt",")") + name + R"(":["x"]})";
    EXPECT_EQ(outcome_of_header(header), "header") << name;
  }
}

TEST(Jwt, the_key_must_be_named_and_be_the_one_named) {
  EXPECT_EQ(outcome_of_header(R"({"alg":"RS256","typ":"at+jwt"})"), "key_id");
  EXPECT_EQ(outcome_of_header(R"({"alg":"RS256","kid":7,"typ":"at+jwt"})"), "key_id");
  EXPECT_EQ(outcome_of_header(R"({"alg":"RS256","kid":")" + std::string(300, 'k') + R"(","typ":"at+jwt"})"), "key_id");
  for (const auto kid : {"../../dev/null", "' OR 1=1 --", "RSA-1"})
    EXPECT_EQ(outcome_of_header(std::string(R"({"alg":"RS256","kid":")") + kid + R"(","typ":"at+jwt"})"), "unknown_key")
        << kid;
  EXPECT_EQ(outcome_of_header(R"({"alg":"RS256","kid":"rsa-1\u0000","typ":"at+jwt"})"), "json");
}

TEST(Jwt, only_an_access_token_is_an_access_token) {
  for (const auto typ : {"JWT", "id_token", "service+jwt", "logout+jwt", ""})
    EXPECT_EQ(outcome(signed_token(rsa(), typ, payload()), public_of(rsa())), "type") << typ;
  EXPECT_EQ(outcome_of_header(R"({"alg":"RS256","kid":"rsa-1"})"), "type");
  EXPECT_EQ(outcome_of_header(R"({"alg":"RS256","kid":"rsa-1","typ":["at+jwt"]})"), "type");
  EXPECT_EQ(outcome(signed_token(rsa(), "application/AT+JWT", payload()), public_of(rsa())), "ok");
}

TEST(Jwt, only_exactly_three_parts_of_unpadded_base64url_are_read) {
  const auto token = signed_token(rsa(), "at+jwt", payload());
  EXPECT_EQ(outcome("", public_of(rsa())), "shape");
  EXPECT_EQ(outcome("a.b", public_of(rsa())), "shape");
  EXPECT_EQ(outcome(token + ".x", public_of(rsa())), "shape");
  EXPECT_EQ(outcome(token + ".a.b", public_of(rsa())), "shape");
  EXPECT_EQ(outcome(token + "=", public_of(rsa())), "encoding");
  EXPECT_EQ(outcome(token + "\n", public_of(rsa())), "encoding");
  EXPECT_EQ(outcome(" " + token, public_of(rsa())), "encoding");
  EXPECT_EQ(outcome(std::string(9000, 'a') + ".a.a", public_of(rsa())), "size");
}

TEST(Jwt, a_key_named_twice_is_refused_however_it_is_spelt) {
  EXPECT_EQ(outcome_of_header(R"({"alg":"RS256","alg":"RS256","kid":"rsa-1","typ":"at+jwt"})"), "json");
  EXPECT_EQ(outcome_of_header(R"({"alg":"none","\u0061lg":"RS256","kid":"rsa-1","typ":"at+jwt"})"), "json");
  auto body = json::serialize(payload());
  body.insert(1, R"("sub":"auth0|admin",)");
  EXPECT_EQ(outcome(signed_token(rsa(), R"({"alg":"RS256","kid":"rsa-1","typ":"at+jwt"})", body), public_of(rsa())),
            "json");
  EXPECT_EQ(outcome(signed_token(rsa(), R"({"alg":"RS256","kid":"rsa-1","typ":"at+jwt"})", "[]"), public_of(rsa())),
            "json");
}

TEST(Jwt, the_issuer_must_be_equal_to_the_letter) {
  for (const auto issuer :
       {"https://auth.example", "https://auth.example//", "https://AUTH.example/", "https://evil.example/"})
    EXPECT_EQ(outcome(with("iss", issuer)), "issuer") << issuer;
  EXPECT_EQ(outcome(without("iss")), "issuer");
  EXPECT_EQ(outcome(with("iss", json::Array{"https://auth.example/"})), "issuer");
}

TEST(Jwt, the_audience_must_hold_ours) {
  EXPECT_EQ(outcome(with("aud", json::Array{"https://other", "https://api.example"})), "ok");
  EXPECT_EQ(outcome(with("aud", "https://api.example.evil")), "audience");
  EXPECT_EQ(outcome(with("aud", json::Array{})), "audience");
  EXPECT_EQ(outcome(with("aud", json::Array{"https://api.example", 7})), "audience");
  EXPECT_EQ(outcome(without("aud")), "audience");
}

TEST(Jwt, an_id_token_for_several_clients_must_be_issued_to_us) {
  auto want = expected();
  want.is_for_one_audience = true;
  auto claims = with("aud", json::Array{"https://other", "https://api.example"});
  EXPECT_EQ(outcome(signed_token(rsa(), "at+jwt", claims), public_of(rsa()), want), "audience");
  claims["azp"] = "https://api.example";
  EXPECT_EQ(outcome(signed_token(rsa(), "at+jwt", claims), public_of(rsa()), want), "ok");
}

TEST(Jwt, clocks_may_differ_by_thirty_seconds_and_no_more) {
  EXPECT_EQ(outcome(with("exp", now_s - 29)), "ok");
  EXPECT_EQ(outcome(with("exp", now_s - 30)), "expired");
  EXPECT_EQ(outcome(with("nbf", now_s + 30)), "ok");
  EXPECT_EQ(outcome(with("nbf", now_s + 31)), "not_yet_valid");
  EXPECT_EQ(outcome(with("iat", now_s + 30)), "ok");
  EXPECT_EQ(outcome(with("iat", now_s + 31)), "not_yet_valid");
}

TEST(Jwt, times_are_there_and_are_whole_seconds) {
  EXPECT_EQ(outcome(without("exp")), "claim");
  EXPECT_EQ(outcome(without("iat")), "claim");
  for (const auto name : {"exp", "iat", "nbf"}) {
    EXPECT_EQ(outcome(with(name, 1.8e9 + 0.5)), "claim") << name;
    EXPECT_EQ(outcome(with(name, 1e300)), "claim") << name;
    EXPECT_EQ(outcome(with(name, "1800000300")), "claim") << name;
    EXPECT_EQ(outcome(with(name, std::numeric_limits<std::uint64_t>::max())), "claim") << name;
    EXPECT_EQ(outcome(with(name, std::numeric_limits<std::int64_t>::max())), "claim") << name;
    EXPECT_EQ(outcome(with(name, -1)), "claim") << name;
  }
}

TEST(Jwt, claims_of_a_wrong_type_are_refused) {
  EXPECT_EQ(outcome(without("sub")), "claim");
  EXPECT_EQ(outcome(with("sub", "")), "claim");
  EXPECT_EQ(outcome(with("sub", 7)), "claim");
  EXPECT_EQ(outcome(with("sub", std::string("a\0b", 3))), "json");
  EXPECT_EQ(outcome(with("sub", std::string(300, 's'))), "claim");
  EXPECT_EQ(outcome(with("https://example/tenant_id", json::Array{"demo"})), "claim");
  EXPECT_EQ(outcome(with("https://example/email", nullptr)), "claim");
}

TEST(Jwt, only_true_means_that_the_email_is_verified) {
  for (const json::Value& value : {json::Value("true"), json::Value(1), json::Value(nullptr), json::Value(false)}) {
    const auto jwt = Jwt::parse(signed_token(rsa(), "at+jwt", with("https://example/email_verified", value))).value();
    EXPECT_FALSE(verify(jwt, public_of(rsa()), expected(), now_s).value().email_verified);
  }
}

}  // namespace
}  // namespace mvp::oidc
