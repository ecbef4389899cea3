#include "mvp/oidc/service_token.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "mvp/core/encoding.hpp"
#include "mvp/json/codec.hpp"
#include "mvp/oidc_testing/signing.hpp"

namespace mvp::oidc {
namespace {

class ServiceTokens : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "service_token_XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }
  std::string key_file(const std::string& name = "signing.pem") const { return directory_ + "/" + name; }

  std::string directory_;
};

TEST_F(ServiceTokens, a_token_says_who_calls_for_which_tenant) {
  ServiceTokenSigner::create_key_file(key_file());
  const ServiceTokenSigner signer(key_file());
  const auto claims = signer.verify(signer.sign({.caller = "garage", .tenant = "demo-tenant"})).value();
  EXPECT_EQ(claims.caller, "garage");
  EXPECT_EQ(claims.tenant, "demo-tenant");
  EXPECT_NEAR(static_cast<double>(claims.expires_at - oidc_testing::now_in_seconds()), 300, 5);
  EXPECT_EQ(signer.verify(signer.sign({.caller = "landing", .tenant = {}})).value().tenant, "");
}

TEST_F(ServiceTokens, the_key_file_is_private_and_is_made_once) {
  ServiceTokenSigner::create_key_file(key_file());
  struct stat status{};
  ASSERT_EQ(::stat(key_file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  const auto keys = ServiceTokenSigner(key_file()).jwks();
  ServiceTokenSigner::create_key_file(key_file());
  EXPECT_EQ(ServiceTokenSigner(key_file()).jwks(), keys);
}

TEST_F(ServiceTokens, the_published_set_holds_no_private_part) {
  ServiceTokenSigner::create_key_file(key_file());
  const auto set = json::parse(ServiceTokenSigner(key_file()).jwks()).value();
  const auto& jwk = set.at("keys").at(0).as_object();
  EXPECT_EQ(jwk.at("crv"), "Ed25519");
  EXPECT_FALSE(jwk.contains("d"));
}

TEST_F(ServiceTokens, a_token_of_another_key_an_expired_one_and_a_users_are_refused) {
  ServiceTokenSigner::create_key_file(key_file());
  ServiceTokenSigner::create_key_file(key_file("other.pem"));
  const ServiceTokenSigner signer(key_file()), other(key_file("other.pem"));
  EXPECT_EQ(signer.verify(other.sign({.caller = "garage"})).error().code, Errc::unauthenticated);
  EXPECT_EQ(
      signer.verify(signer.sign({.caller = "garage", .expires_at = oidc_testing::now_in_seconds() - 31})).error().code,
      Errc::unauthenticated);
  const oidc_testing::TestKey user_key("user");
  EXPECT_EQ(signer.verify(oidc_testing::signed_token(user_key, "at+jwt", json::Object{{"sub", "garage"}})).error().code,
            Errc::unauthenticated);
  EXPECT_EQ(signer.verify("").error().code, Errc::unauthenticated);
}

TEST_F(ServiceTokens, a_missing_key_file_is_said_at_start) {
  EXPECT_THROW(ServiceTokenSigner(key_file("missing.pem")), std::runtime_error);
}

}  // namespace
}  // namespace mvp::oidc
