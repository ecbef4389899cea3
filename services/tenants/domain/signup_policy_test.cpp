#include "domain/signup_policy.hpp"

#include <gtest/gtest.h>

#include "domain/mail_address.hpp"

namespace mvp::tenants {
namespace {

json::Object settings(std::string_view text) { return json::parse(text)->get_object(); }

TEST(SignupPolicy, without_settings_a_tenant_is_listed_and_takes_requests) {
  const auto policy = policy_of({});
  EXPECT_TRUE(policy.accepts);
  EXPECT_TRUE(policy.is_listed);
  EXPECT_TRUE(policy.auto_approve_domains.empty());
}

TEST(SignupPolicy, wrong_settings_are_refused_by_the_field) {
  const auto refused_at = [](std::string_view text) {
    const auto refusal = refuse_signup_settings(settings(text));
    return refusal ? refusal->field : std::string();
  };
  EXPECT_EQ(refused_at(R"({"signup":{"accepts":"yes"}})"), "/settings/signup/accepts");
  EXPECT_EQ(refused_at(R"({"signup":{"is_listed":1}})"), "/settings/signup/is_listed");
  EXPECT_EQ(refused_at(R"({"signup":{"is_open":true}})"), "/settings/signup/is_open");
  EXPECT_EQ(refused_at(R"({"signup":[]})"), "/settings/signup");
  EXPECT_EQ(refused_at(R"({"signup":{"auto_approve_domains":["acme.example","@acme"]}})"), "/settings/signup/auto_approve_domains/1");
  EXPECT_EQ(refused_at(R"({"accepts_signups":true})"), "/settings/accepts_signups");
  EXPECT_EQ(refused_at(R"({"signup":{"accepts":false,"is_listed":false,"auto_approve_domains":["acme-corp.example"]}})"), "");
}

TEST(SignupPolicy, only_a_verified_address_of_exactly_that_domain_is_approved) {
  const SignupPolicy policy{.auto_approve_domains = {"acme.example"}};
  const auto domain = [&](const std::string& email, bool is_verified = true) {
    return approving_domain(policy, {.email = email, .email_verified = is_verified});
  };
  EXPECT_EQ(domain("nina@acme.example"), "acme.example");
  EXPECT_EQ(domain("nina@ACME.example"), "acme.example");
  EXPECT_EQ(domain("nina@acme.example", false), "");
  EXPECT_EQ(domain("nina@evil.acme.example"), "");
  EXPECT_EQ(domain("nina@notacme.example"), "");
  EXPECT_EQ(domain("nina@acme.example@evil.example"), "");
  EXPECT_EQ(domain("acme.example"), "");
}

TEST(MailAddress, is_what_a_mail_server_takes_and_compares_without_case) {
  EXPECT_EQ(mail_address("Nina.N@Example.TEST"), "nina.n@example.test");
  for (const auto* bad : {"", "nina", "@example.test", "nina@", "nina@test", "a b@example.test", "<nina@example.test>", "nina@exa_mple.test", "nina@-a.test",
                          "n\r\nBcc: x@example.test"})
    EXPECT_FALSE(mail_address(bad)) << bad;
}

}  // namespace
}  // namespace mvp::tenants
