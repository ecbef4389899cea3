#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "mvp/http/message.hpp"
#include "mvp/oidc/bff.hpp"
#include "mvp/oidc/provider.hpp"
#include "mvp/oidc/service_token.hpp"

namespace mvp::oidc {

/// The token of `Authorization: Bearer`; nullopt without that header. @return unauthenticated for another scheme.
Result<std::optional<std::string>> bearer_token(const http::Request& request);

/// Which verifier to ask for a token. Only a hint: the verifier checks `typ` again, with the signature.
bool looks_like_service_token(std::string_view token);

/// The person that verified claims name. `credential`: the access token to pass on for them, if any.
Principal principal_of(const Claims& claims, std::string credential = {});
/// The service that a verified service token names.
Principal principal_of(const ServiceClaims& claims);

/// Who sends this request: the person of a bearer access token where there is one, else of the session cookie, else a
/// stranger. The principal's credential is an access token that is still good.
/// @return unauthenticated for a wrong token or an ended session, forbidden (kind "csrf") for a forged call.
/// @throws Unavailable.
Task<Result<Principal>> person_of(Provider& provider, Bff& bff, const http::Request& request);

}  // namespace mvp::oidc
