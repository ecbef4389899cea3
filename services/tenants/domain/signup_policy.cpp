#include "domain/signup_policy.hpp"

#include <algorithm>

#include "domain/mail_address.hpp"

namespace mvp::tenants {
namespace {

constexpr std::size_t most_domains = 20;

/// `signup` as it comes in: everything may be absent.
struct SignupSettings {
  std::optional<bool> accepts, is_listed;
  std::optional<std::vector<std::string>> auto_approve_domains;
};
BOOST_DESCRIBE_STRUCT(SignupSettings, (), (accepts, is_listed, auto_approve_domains))

std::optional<Error> refuse_domain(std::string_view domain, std::string field) {
  if (is_mail_domain(domain)) return std::nullopt;
  return Error{Errc::invalid, "must be the domain of a mail address in lower case, like acme-corp.example", std::move(field)};
}

SignupPolicy with_defaults(SignupSettings given) {
  return {.accepts = given.accepts.value_or(true),
          .is_listed = given.is_listed.value_or(true),
          .auto_approve_domains = std::move(given.auto_approve_domains).value_or(std::vector<std::string>{})};
}

}  // namespace

SignupPolicy policy_of(const json::Object& settings) {
  const auto* given = settings.if_contains("signup");
  if (!given) return {};
  auto parsed = json::from_value<SignupSettings>(*given);
  if (!parsed) return {};
  return with_defaults(std::move(*parsed));
}

std::optional<Error> refuse(const SignupPolicy& policy, const std::string& path) {
  const auto& domains = policy.auto_approve_domains;
  const auto field = path + "/auto_approve_domains";
  if (domains.size() > most_domains) return Error{Errc::invalid, "must be at most 20 domains", field};
  for (std::size_t i = 0; i < domains.size(); ++i)
    if (auto refusal = refuse_domain(domains[i], field + '/' + std::to_string(i))) return refusal;
  return std::nullopt;
}

std::optional<Error> refuse_signup_settings(const json::Object& settings) {
  if (settings.contains("accepts_signups"))
    return Error{Errc::invalid, "is no setting any more; use signup.accepts", "/settings/accepts_signups"};
  const auto* given = settings.if_contains("signup");
  if (!given) return std::nullopt;
  auto parsed = json::from_value<SignupSettings>(*given, "/settings/signup");
  if (!parsed) return parsed.error();
  return refuse(with_defaults(std::move(*parsed)), "/settings/signup");
}

std::string approving_domain(const SignupPolicy& policy, const Principal& person) {
  if (!person.email_verified) return {};
  const auto address = mail_address(person.email);
  if (!address) return {};
  auto domain = address->substr(address->rfind('@') + 1);
  const auto& domains = policy.auto_approve_domains;
  return std::ranges::find(domains, domain) != domains.end() ? domain : std::string();
}

}  // namespace mvp::tenants
