#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mvp/core/context.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::tenants {

/// Who may ask to join a tenant and how: `signup` in its settings. What is absent has the value here.
struct SignupPolicy {
  bool accepts = true;                            ///< takes requests at all
  bool is_listed = true;                          ///< false: to whom nobody invited there is no such tenant
  std::vector<std::string> auto_approve_domains{};  ///< mail domains whose people come in without being looked at
};
BOOST_DESCRIBE_STRUCT(SignupPolicy, (), (accepts, is_listed, auto_approve_domains))

/// Reads a tenant's settings; what does not fit counts as absent, for the database may hold older ones.
SignupPolicy policy_of(const json::Object& settings);

/// Why it cannot be a policy; `path` is the JSON pointer of where it stands. nullopt: it can.
std::optional<Error> refuse(const SignupPolicy& policy, const std::string& path);

/// Why settings cannot be a tenant's: every field under /settings by name. nullopt: they can.
std::optional<Error> refuse_signup_settings(const json::Object& settings);

/// The domain of the list that lets this person in, by their verified address; empty: none does.
std::string approving_domain(const SignupPolicy& policy, const Principal& person);

}  // namespace mvp::tenants
