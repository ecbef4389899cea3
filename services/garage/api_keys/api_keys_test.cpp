#include <gtest/gtest.h>

#include <set>

#include "api_keys/api_key.hpp"
#include "api_keys/wrong_keys.hpp"

namespace mvp::garage {
namespace {

using namespace std::chrono_literals;

const Instant now{1'700'000'000'000'000};
constexpr std::int64_t day_us = 86'400'000'000;

TEST(ApiKeyText, a_key_is_its_beginning_43_random_characters_and_a_check_of_6) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const auto key = random_key();
    EXPECT_EQ(key.size(), 53u);
    EXPECT_TRUE(key.starts_with("mvp_"));
    EXPECT_EQ(key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), std::string::npos) << key;
    EXPECT_TRUE(is_well_formed_key(key));
    EXPECT_TRUE(seen.insert(key).second);
  }
}

TEST(ApiKeyText, every_single_wrong_character_and_every_cut_is_noticed) {
  const auto key = random_key();
  for (std::size_t i = 0; i < key.size(); ++i) {
    auto mistyped = key;
    mistyped[i] = key[i] == 'a' ? 'b' : 'a';
    EXPECT_FALSE(is_well_formed_key(mistyped)) << i;
    EXPECT_FALSE(is_well_formed_key(key.substr(0, i))) << i;
  }
  EXPECT_FALSE(is_well_formed_key(key + "a"));
}

TEST(ApiKeyText, what_is_stored_of_a_key_is_its_sha256) {
  EXPECT_EQ(digest_of_key("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(prefix_of_key("mvp_AbCdEf"), "mvp_AbCd");
}

TEST(ApiKeyInput, the_field_at_fault_is_named) {
  const auto field_of = [](ApiKeyInput input) {
    const auto result = checked(std::move(input), now);
    return result ? std::string("none") : result.error().field;
  };
  EXPECT_EQ(field_of({"", {KeyScope::read}, {}}), "/name");
  EXPECT_EQ(field_of({std::string(101, 'a'), {KeyScope::read}, {}}), "/name");
  EXPECT_EQ(field_of({"logger", {}, {}}), "/scopes");
  EXPECT_EQ(field_of({"logger", {KeyScope::read}, now}), "/expires_at");
  EXPECT_EQ(field_of({"logger", {KeyScope::read}, Instant{now.us + 367 * day_us}}), "/expires_at");
  EXPECT_EQ(field_of({"logger", {KeyScope::read}, Instant{now.us + 366 * day_us}}), "none");
  EXPECT_EQ(field_of({std::string(100, 'a'), {KeyScope::read}, {}}), "none");
}

TEST(ApiKeyInput, scopes_come_out_sorted_and_once_each) {
  const auto result = checked({"logger", {KeyScope::import, KeyScope::read, KeyScope::import}, {}}, now);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->scopes, (std::vector{KeyScope::read, KeyScope::import}));
}

TEST(ApiKeyRole, a_key_may_do_the_lesser_of_its_scopes_and_its_owners_role) {
  EXPECT_EQ(role_of_key({KeyScope::read}, "owner"), "key:read,");
  EXPECT_EQ(role_of_key({KeyScope::write}, "admin"), "key:read,write,");
  EXPECT_EQ(role_of_key({KeyScope::write}, "viewer"), "key:read,");
  EXPECT_EQ(role_of_key({KeyScope::import}, "member"), "key:import,");
  EXPECT_EQ(role_of_key({KeyScope::import}, "viewer"), "key:");
  EXPECT_EQ(role_of_key({KeyScope::read, KeyScope::write, KeyScope::import}, ""), "");
}

TEST(WrongKeys, an_address_is_blocked_after_twenty_wrong_keys_for_the_rest_of_the_minute_and_others_are_not) {
  WrongKeys wrong;
  const WrongKeys::Clock::time_point start{1h};
  for (int i = 0; i < WrongKeys::most; ++i) {
    EXPECT_FALSE(wrong.is_blocked("203.0.113.7", start)) << i;
    wrong.count("203.0.113.7", start + std::chrono::seconds(i));
  }
  EXPECT_TRUE(wrong.is_blocked("203.0.113.7", start + 59s));
  EXPECT_FALSE(wrong.is_blocked("203.0.113.8", start + 59s));
  EXPECT_FALSE(wrong.is_blocked("203.0.113.7", start + 60s));
  wrong.count("203.0.113.7", start + 60s);
  EXPECT_FALSE(wrong.is_blocked("203.0.113.7", start + 60s));
}

TEST(WrongKeys, a_flood_of_addresses_is_forgotten_when_its_minute_is_over) {
  WrongKeys wrong;
  const WrongKeys::Clock::time_point start{1h};
  for (std::size_t i = 0; i < WrongKeys::capacity; ++i) wrong.count(std::to_string(i), start);
  for (int i = 0; i < WrongKeys::most; ++i) wrong.count("late", start + 1s);
  EXPECT_FALSE(wrong.is_blocked("late", start + 1s));
  for (int i = 0; i < WrongKeys::most; ++i) wrong.count("later", start + 61s);
  EXPECT_TRUE(wrong.is_blocked("later", start + 61s));
}

}  // namespace
}  // namespace mvp::garage
