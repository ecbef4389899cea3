#pragma once
#include <gtest/gtest.h>

#include "app/garage_site.hpp"

namespace mvp::garage {

/// An admin at a garage with one vehicle.
struct Typist {
  const Garage& garage;
  std::string token;
  std::string vehicle{};

  Task<http::Response> send(http::Verb method, std::string target, std::string body = {}, std::string if_match = {}, std::string type = "application/json") const {
    auto request = request_of(method, target, token, body);
    request.headers.set("Content-Type", type);
    if (!if_match.empty()) request.headers.set("If-Match", if_match);
    co_return co_await garage.answer(std::move(request));
  }
  Task<json::Value> show(std::string target) const {
    const auto answer = co_await send(http::Verb::get, target);
    EXPECT_EQ(answer.status, 200) << target << answer.body;
    co_return json::parse(answer.body).value();
  }
};

inline void with_a_vehicle(const std::function<Task<>(const Typist&)>& body) {
  GarageSite site;
  const auto token = site.let_in("auth0|adam", "admin");
  on_garage(site, [&](const Garage& garage) -> Task<> {
    Typist typist{garage, token};
    const auto made = co_await typist.send(http::Verb::post, "/api/vehicles", R"({"nickname":"Z3"})");
    EXPECT_EQ(made.status, 201) << made.body;
    typist.vehicle = "/api/vehicles/" + std::string(json::parse(made.body)->at("id").as_string());
    co_await body(typist);
  });
}

}  // namespace mvp::garage
