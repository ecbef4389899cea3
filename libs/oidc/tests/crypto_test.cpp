#include <gtest/gtest.h>

#include "../src/crypto.hpp"
#include "../src/token_verifier.hpp"
#include "mvp/core/encoding.hpp"

namespace mvp::oidc {
namespace {

const std::string key = std::string(32, 'k');

TEST(Sealing, what_was_sealed_opens_with_the_same_key_and_label_only) {
  const auto sealed = seal(key, "session:1", "the tokens");
  EXPECT_EQ(unseal(key, "session:1", sealed), "the tokens");
  EXPECT_EQ(unseal(key, "session:2", sealed), std::nullopt);
  EXPECT_EQ(unseal(std::string(32, 'x'), "session:1", sealed), std::nullopt);
  EXPECT_EQ(unseal(key, "label", seal(key, "label", "")), "");
}

TEST(Sealing, a_changed_or_cut_text_does_not_open) {
  const auto sealed = seal(key, "label", "the tokens");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(unseal(key, "label", changed), std::nullopt) << i;
    EXPECT_EQ(unseal(key, "label", sealed.substr(0, i)), std::nullopt) << i;
  }
}

TEST(Sealing, the_same_text_never_looks_the_same) { EXPECT_NE(seal(key, "label", "text"), seal(key, "label", "text")); }

TEST(Sha256, is_the_standard_digest) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(VerifiedTokens, an_entry_lives_until_the_token_expires_and_at_most_a_minute) {
  VerifiedTokens tokens;
  tokens.remember("short", Claims{.subject = "a", .expires_at = 1010}, 1000);
  tokens.remember("long", Claims{.subject = "b", .expires_at = 9000}, 1000);
  tokens.remember("gone", Claims{.subject = "c", .expires_at = 990}, 1000);
  EXPECT_TRUE(tokens.find("short", 1009));
  EXPECT_FALSE(tokens.find("short", 1010));
  EXPECT_TRUE(tokens.find("long", 1059));
  EXPECT_FALSE(tokens.find("long", 1060));
  EXPECT_FALSE(tokens.find("gone", 1000));
}

TEST(VerifiedTokens, all_are_forgotten_when_the_keys_change) {
  VerifiedTokens tokens;
  tokens.follow(1);
  tokens.remember("a", {.subject = "mia", .expires_at = 1000}, 100);
  tokens.follow(1);
  EXPECT_NE(tokens.find("a", 100), nullptr);
  tokens.follow(2);
  EXPECT_EQ(tokens.find("a", 100), nullptr);
  EXPECT_EQ(tokens.size(), 0u);
}

TEST(VerifiedTokens, there_are_never_more_than_its_capacity) {
  VerifiedTokens tokens(10);
  for (int i = 0; i < 1000; ++i) tokens.remember(std::to_string(i), Claims{.subject = "a", .expires_at = 2000}, 1000);
  EXPECT_EQ(tokens.size(), 10u);
  EXPECT_TRUE(tokens.find("999", 1001));
  EXPECT_FALSE(tokens.find("0", 1001));
}

}  // namespace
}  // namespace mvp::oidc
