#pragma once
#include <optional>
#include <string_view>

#include "mvp/core/context.hpp"
#include "mvp/core/result.hpp"

namespace mvp::tenants {

/// True for what can be a tenant's slug: a DNS label of 3 to 63 that starts with a letter, without "--".
bool is_slug(std::string_view text);

/// Why nobody, or not this caller, may take the slug: bad form, a name of the platform's own, or `admin`, which only the
/// operator may found. nullopt: may be taken.
std::optional<Error> refuse_slug(const Context& context, std::string_view slug);

}  // namespace mvp::tenants
