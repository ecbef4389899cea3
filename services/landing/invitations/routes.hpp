#pragma once
#include <functional>
#include <optional>
#include <string>

#include "mvp/http/router.hpp"

namespace mvp::landing::invitations {

/// POST /api/invitations/look-up {token}: who invites whom to what; POST /api/invitations/accept {token}: the signed-in
/// user comes in. The token stands in bodies only. The control plane's answer, refusals included, is the answer, with
/// the garage's address added.
struct Feature {
  /// In the landing service's own name. @throws Unavailable.
  std::function<Task<http::Response>(const Context&, std::string token)> look_up;
  /// In the user's own name. @throws Unavailable.
  std::function<Task<http::Response>(const Context&, std::string token)> accept;
  /// The refusal of a visitor who tries too often.
  std::function<Task<std::optional<http::Response>>(const Context&)> refuse_hurry;
  /// Where a tenant's garage lives.
  std::function<std::string(std::string_view slug)> url_of;
};

void mount(Feature& feature, http::Router& router);

}  // namespace mvp::landing::invitations
