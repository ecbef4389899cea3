#pragma once
#include <chrono>
#include <functional>
#include <string>

#include "mvp/http/router.hpp"

namespace mvp::landing::signups {

/// POST /api/signups {tenant}: the signed-in user asks to join a garage.
struct Feature {
  /// Files it with the control plane in the user's own name; its answer, refusals included, is the answer.
  /// @throws Unavailable.
  std::function<Task<http::Response>(const Context&, std::string tenant)> request_to_join;
  /// How long this visitor must wait before the next attempt; zero: not at all.
  std::function<Task<std::chrono::seconds>(const Context&)> wait_time;
};

void mount(Feature& feature, http::Router& router);

}  // namespace mvp::landing::signups
