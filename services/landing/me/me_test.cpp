#include <gtest/gtest.h>

#include "me/routes.hpp"

namespace mvp::landing::me {
namespace {

std::string url_of(std::string_view slug) { return "http://" + std::string(slug) + ".example/"; }

TEST(Me, every_membership_gets_the_address_of_its_garage) {
  const auto person =
      json::parse(R"({"sub":"a","memberships":[{"tenant":"one"},{"tenant":"two"}],"signups":[]})").value();
  EXPECT_EQ(
      json::serialize(with_addresses(person, url_of)),
      R"({"sub":"a","memberships":[{"tenant":"one","url":"http://one.example/"},{"tenant":"two","url":"http://two.example/"}],"signups":[]})");
}

TEST(Me, an_answer_without_memberships_passes_unchanged) {
  const auto person = json::parse(R"({"sub":"a"})").value();
  EXPECT_EQ(json::serialize(with_addresses(person, url_of)), R"({"sub":"a"})");
}

}  // namespace
}  // namespace mvp::landing::me
