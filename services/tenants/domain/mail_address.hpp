#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace mvp::tenants {

/// True for "acme-corp.example": lower-case labels of letters, digits and inner hyphens, at least two of them.
bool is_mail_domain(std::string_view text);

/// The address in the one form in which addresses are compared, lower case. nullopt: it is none that we write to.
std::optional<std::string> mail_address(std::string_view text);

}  // namespace mvp::tenants
