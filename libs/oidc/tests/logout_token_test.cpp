#include "../src/logout_token.hpp"

#include <gtest/gtest.h>

#include <boost/describe/enum_to_string.hpp>

#include "mvp/oidc_testing/signing.hpp"

namespace mvp::oidc {
namespace {

using oidc_testing::signed_token;
using oidc_testing::TestKey;

constexpr std::int64_t now_s = 1'800'000'000;
constexpr auto event = "http://schemas.openid.net/event/backchannel-logout";

const TestKey& key() {
  static const TestKey made("ec-1", "ES256");
  return made;
}

json::Object payload() {
  return {{"iss", "https://auth.example/"},
          {"aud", "landing"},
          {"sub", "auth0|mia"},
          {"sid", "at the provider"},
          {"iat", now_s - 1},
          {"exp", now_s + 120},
          {"jti", "1"},
          {"events", json::Object{{event, json::Object{}}}}};
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

std::expected<LogoutNotice, Flaw> read(const std::string& token) {
  const auto jwt = Jwt::parse(token);
  if (!jwt) return std::unexpected(jwt.error());
  const auto public_key = PublicKey::from_jwk(key().public_jwk()).value();
  return verify_logout(*jwt, public_key, "https://auth.example/", {"landing", "garage"}, now_s);
}
/// "ok", or the flaw that was found.
std::string outcome(const json::Object& claims, const std::string& typ = "logout+jwt") {
  const auto notice = read(signed_token(key(), typ, claims));
  return notice ? "ok" : boost::describe::enum_to_string(notice.error(), "?");
}

TEST(LogoutToken, says_whose_session_ended) {
  const auto notice = read(signed_token(key(), "logout+jwt", payload())).value();
  EXPECT_EQ(notice.id, "1");
  EXPECT_EQ(notice.subject, "auth0|mia");
  EXPECT_EQ(notice.sid, "at the provider");
}

TEST(LogoutToken, either_of_subject_and_session_is_enough_and_one_is_needed) {
  EXPECT_EQ(outcome(without("sub")), "ok");
  EXPECT_EQ(outcome(without("sid")), "ok");
  auto neither = without("sid");
  neither.erase("sub");
  EXPECT_EQ(outcome(neither), "claim");
  neither["sub"] = "";
  EXPECT_EQ(outcome(neither), "claim");
}

TEST(LogoutToken, one_for_any_of_our_clients_is_taken_and_no_other) {
  EXPECT_EQ(outcome(with("aud", "garage")), "ok");
  EXPECT_EQ(outcome(with("aud", json::Array{"landing"})), "ok");
  EXPECT_EQ(outcome(with("aud", "somebody else")), "audience");
  EXPECT_EQ(outcome(with("aud", json::Array{"landing", "somebody else"})), "audience");
  EXPECT_EQ(outcome(without("aud")), "audience");
}

TEST(LogoutToken, another_kind_of_token_is_none) {
  for (const auto typ : {"JWT", "at+jwt", "id_token", "service+jwt", ""}) EXPECT_EQ(outcome(payload(), typ), "type") << typ;
  EXPECT_EQ(outcome(payload(), "application/logout+jwt"), "ok");
}

TEST(LogoutToken, another_issuer_is_refused) {
  EXPECT_EQ(outcome(with("iss", "https://auth.example")), "issuer");
  EXPECT_EQ(outcome(without("iss")), "issuer");
}

TEST(LogoutToken, a_nonce_would_make_it_an_id_token) {
  EXPECT_EQ(outcome(with("nonce", "n")), "claim");
  EXPECT_EQ(outcome(with("nonce", nullptr)), "claim");
}

TEST(LogoutToken, the_logout_event_must_be_there_and_be_an_object) {
  EXPECT_EQ(outcome(without("events")), "claim");
  EXPECT_EQ(outcome(with("events", json::Array{event})), "claim");
  EXPECT_EQ(outcome(with("events", json::Object{})), "claim");
  EXPECT_EQ(outcome(with("events", json::Object{{"http://schemas.openid.net/event/other", json::Object{}}})), "claim");
  EXPECT_EQ(outcome(with("events", json::Object{{event, true}})), "claim");
}

TEST(LogoutToken, it_is_fresh) {
  EXPECT_EQ(outcome(with("iat", now_s - 300)), "ok");
  EXPECT_EQ(outcome(with("iat", now_s - 301)), "expired");
  EXPECT_EQ(outcome(with("iat", now_s + 31)), "not_yet_valid");
  EXPECT_EQ(outcome(with("exp", now_s - 30)), "expired");
  EXPECT_EQ(outcome(without("iat")), "claim");
  EXPECT_EQ(outcome(without("exp")), "claim");
}

TEST(LogoutToken, names_are_texts_of_a_sane_size) {
  EXPECT_EQ(outcome(without("jti")), "claim");
  EXPECT_EQ(outcome(with("jti", "")), "claim");
  for (const auto name : {"jti", "sub", "sid"}) {
    EXPECT_EQ(outcome(with(name, 7)), "claim") << name;
    EXPECT_EQ(outcome(with(name, std::string(256, 'x'))), "claim") << name;
    EXPECT_EQ(outcome(with(name, "a\nb")), "claim") << name;
  }
}

TEST(LogoutToken, another_key_signs_none) {
  const TestKey other("ec-1", "ES256");
  EXPECT_EQ(read(signed_token(other, "logout+jwt", payload())).error(), Flaw::signature);
}

}  // namespace
}  // namespace mvp::oidc
