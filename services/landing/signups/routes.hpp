#pragma once
#include <functional>
#include <optional>
#include <string>

#include "mvp/http/router.hpp"

namespace mvp::landing::signups {

/// POST /api/signups {tenant}: the signed-in user asks to join a garage; DELETE /api/signups/{signup}: they take it back.
/// The control plane's answer, refusals included, is the answer.
struct Feature {
  /// In the user's own name. @throws Unavailable.
  std::function<Task<http::Response>(const Context&, std::string tenant)> request_to_join;
  std::function<Task<http::Response>(const Context&, std::string signup)> withdraw;
  /// The refusal of an address from which too many ask to join.
  std::function<Task<std::optional<http::Response>>(const Context&)> refuse_hurry;
  /// The refusal of a person who takes back too much: whoever shares their address may still take back their own.
  std::function<Task<std::optional<http::Response>>(const Context&)> refuse_hasty_person;
};

void mount(Feature& feature, http::Router& router);

}  // namespace mvp::landing::signups
