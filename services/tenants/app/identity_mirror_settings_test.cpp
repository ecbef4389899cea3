#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "app/settings.hpp"

namespace mvp::tenants {
namespace {

/// What the settings say with these variables and the ones that are always needed.
ManagementConfig read(std::map<std::string, std::string> variables) {
  for (const auto* name : {"DATABASE_URL", "SIGNING_KEY_FILE", "LANDING_SECRET", "OIDC_ISSUER"}) variables[std::string("MVP_") + name] = "x";
  for (const auto* name : {"URL", "CLIENT_ID", "CLIENT_SECRET", "AUDIENCE"}) variables.try_emplace(std::string("MVP_MANAGEMENT_") + name, "");
  for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
  return read_settings(config::Config::from_environment(setting_table())).management;
}

/// The sentence with which they are refused; empty if they are not.
std::string refusal(std::map<std::string, std::string> variables) {
  try {
    read(std::move(variables));
    return {};
  } catch (const config::Invalid& e) {
    return e.what();
  }
}

const std::map<std::string, std::string> complete{
    {"MVP_MANAGEMENT_URL", "https://example.eu.auth0.com/"}, {"MVP_MANAGEMENT_CLIENT_ID", "id"}, {"MVP_MANAGEMENT_CLIENT_SECRET", "secret"}};

std::map<std::string, std::string> complete_but(const std::string& name, const std::string& value) {
  auto changed = complete;
  changed[name] = value;
  return changed;
}

TEST(IdentityMirrorSettings, the_audience_follows_from_the_address_unless_it_is_given) {
  const auto derived = read(complete);
  EXPECT_EQ(derived.url, "https://example.eu.auth0.com");
  EXPECT_EQ(derived.audience, "https://example.eu.auth0.com/api/v2/");
  EXPECT_EQ(read(complete_but("MVP_MANAGEMENT_AUDIENCE", "https://other.example/api/v2/")).audience, "https://other.example/api/v2/");
}

TEST(IdentityMirrorSettings, without_an_address_nothing_is_mirrored_and_half_a_setting_is_refused) {
  EXPECT_FALSE(read({}).is_set());
  EXPECT_EQ(refusal(complete_but("MVP_MANAGEMENT_URL", "")), "MVP_MANAGEMENT_URL is missing: the client of the Management API is set, and not where that is.");
  EXPECT_EQ(refusal(complete_but("MVP_MANAGEMENT_CLIENT_ID", "")), "MVP_MANAGEMENT_CLIENT_ID is missing: MVP_MANAGEMENT_URL is set.");
  EXPECT_NE(refusal(complete_but("MVP_MANAGEMENT_CLIENT_SECRET", "")).find("MVP_MANAGEMENT_CLIENT_SECRET_FILE is missing"), std::string::npos);
}

TEST(IdentityMirrorSettings, the_secret_goes_over_tls_or_stays_on_this_machine) {
  for (const std::string good : {"https://example.eu.auth0.com", "http://127.0.0.1:8090", "http://localhost:8090/"})
    EXPECT_EQ(refusal(complete_but("MVP_MANAGEMENT_URL", good)), "") << good;
  for (const std::string bad : {"http://example.eu.auth0.com", "http://127.0.0.1.evil.example", "http://localhost@evil.example", "http://127.0.0.1:80@evil.example",
                                "example.eu.auth0.com",
                                "https://example.eu.auth0.com/api/v2", "ftp://127.0.0.1"})
    EXPECT_EQ(refusal(complete_but("MVP_MANAGEMENT_URL", bad)), "MVP_MANAGEMENT_URL must be https:// and a host, without a path; http:// on this machine only.")
        << bad;
}

}  // namespace
}  // namespace mvp::tenants
