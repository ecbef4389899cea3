#include <gtest/gtest.h>

#include "app/control_plane_peer.hpp"

namespace mvp::landing {
namespace {

const std::string signup_id = "0198c6f0-0000-4000-8000-000000000000";

struct Call {
  http::Verb method;
  std::string path, body{};
  bool is_signed_in = true;
  oidc_testing::Person person{};
};

/// What a visitor from 192.0.2.20 is answered while the control plane is `peer`.
http::Response answer_to(const Call& call, const ControlPlanePeer& peer, int times = 1) {
  oidc_testing::Issuer issuer;
  const auto settings = test_settings(issuer, peer.url());
  http::Response answer;
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    const Landing landing(executor, settings);
    for (int i = 0; i < times; ++i) {
      http::Request request{.method = call.method, .target = call.path, .path = call.path};
      if (call.is_signed_in) request.headers.set("Authorization", "Bearer " + issuer.access_token(call.person));
      request.headers.set("Content-Type", "application/json");
      request.headers.set("X-Forwarded-For", "203.0.113.99");
      request.body = call.body;
      request.context.request_id = "0123456789abcdef";
      request.context.remote = times == 1 ? "192.0.2.20" : "192.0.2.21";
      answer = co_await landing.router().handle(std::move(request));
    }
  });
  return answer;
}

http::Response json_of(int status, std::string body) { return {.status = status, .body = std::move(body)}; }

const Call sign_up{http::Verb::post, "/api/signups", R"({"tenant":"demo-tenant"})"};
const Call withdraw{http::Verb::delete_, "/api/signups/" + signup_id};
const Call accept{http::Verb::post, "/api/invitations/accept", R"({"token":"secret"})"};
const Call look_up{http::Verb::post, "/api/invitations/look-up", R"({"token":"secret"})", false};
const Call me{http::Verb::get, "/api/me"};

TEST(LandingPassThrough, what_a_person_asks_goes_on_in_their_own_name_with_their_address_vouched_for) {
  for (const auto& [call, path] : {std::pair(sign_up, "/api/v1/tenants/demo-tenant/signups"), std::pair(withdraw, "/api/v1/signups/0198c6f0-0000-4000-8000-000000000000"),
                                   std::pair(accept, "/api/v1/invitations/accept"), std::pair(me, "/api/v1/me")}) {
    const ControlPlanePeer peer(json_of(200, R"({"tenant":"demo-tenant"})"));
    const auto answer = answer_to(call, peer);
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto asked = peer.asked();
    ASSERT_EQ(asked.size(), 1u) << path;
    EXPECT_EQ(asked[0].method, call.method) << path;
    EXPECT_EQ(asked[0].path, path);
    EXPECT_TRUE(asked[0].headers.find("Authorization").starts_with("Bearer eyJ")) << path;
    EXPECT_EQ(asked[0].headers.find("X-Request-ID"), "0123456789abcdef") << path;
    EXPECT_EQ(asked[0].headers.find("X-Forwarded-For"), "192.0.2.20") << path;
    EXPECT_EQ(asked[0].headers.find("Service-Authorization"), "Bearer landing's") << path;
  }
}

TEST(LandingPassThrough, an_invitation_is_looked_up_in_the_landings_name_and_gets_the_garages_address) {
  const ControlPlanePeer peer(json_of(200, R"({"tenant":"demo-tenant","state":"pending"})"));
  const auto answer = answer_to(look_up, peer);
  EXPECT_EQ(answer.body, R"({"tenant":"demo-tenant","state":"pending","url":"http://demo-tenant.motovaultpro.localhost:8080/"})");
  EXPECT_EQ(answer.headers.find("Cache-Control"), "no-store");
  const auto asked = peer.asked();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].path, "/api/v1/invitations/look-up");
  EXPECT_EQ(asked[0].body, R"({"token":"secret"})");
  EXPECT_EQ(asked[0].headers.find("Authorization"), "Bearer landing's");
}

TEST(LandingPassThrough, a_withdrawal_is_answered_without_a_body) {
  const ControlPlanePeer peer({.status = 204, .body = {}, .content_type = {}});
  const auto answer = answer_to(withdraw, peer);
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.body, "");
}

TEST(LandingPassThrough, what_is_no_id_is_no_signup_and_is_not_asked_for) {
  const ControlPlanePeer peer(json_of(200, "{}"));
  for (const std::string id : {"1", "..%2Fme", "0198c6f0-0000-4000-8000-00000000000g"}) {
    const auto answer = answer_to({http::Verb::delete_, "/api/signups/" + id}, peer);
    EXPECT_EQ(answer.status, 404) << id;
  }
  EXPECT_EQ(peer.asked().size(), 0u);
}

TEST(LandingPassThrough, a_refusal_of_the_control_plane_arrives_unchanged) {
  const std::string problem = R"({"type":"about:blank","title":"Conflict","status":409,"detail":"You are a member already."})";
  for (const auto& call : {sign_up, withdraw, accept, look_up}) {
    http::Response refusal{.status = 409, .body = problem, .content_type = "application/problem+json"};
    refusal.headers.set("Retry-After", "86400");
    const ControlPlanePeer peer(std::move(refusal));
    const auto answer = answer_to(call, peer);
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.content_type, "application/problem+json");
    EXPECT_EQ(answer.body, problem);
    EXPECT_EQ(answer.headers.find("Retry-After"), "86400");
  }
}

TEST(LandingPassThrough, a_failure_of_the_control_plane_is_unavailable_and_shows_nothing_of_it) {
  for (const auto& call : {sign_up, withdraw, accept, look_up}) {
    const ControlPlanePeer peer(json_of(500, "stack trace"));
    const auto answer = answer_to(call, peer);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.body.find("stack"), std::string::npos);
  }
}

TEST(LandingPassThrough, the_thirty_first_attempt_of_an_address_within_a_minute_must_wait_whatever_it_attempts) {
  const ControlPlanePeer peer(json_of(404, "{}"));
  EXPECT_EQ(answer_to(look_up, peer, 30).status, 404);
  for (const auto& call : {sign_up, accept, look_up}) {
    const auto refused = answer_to(call, peer, 2);
    EXPECT_EQ(refused.status, 429) << call.path;
    EXPECT_NE(refused.headers.find("Retry-After"), "");
  }
  EXPECT_EQ(peer.asked().size(), 30u);
}

TEST(LandingPassThrough, the_thirty_first_withdrawal_of_a_person_within_a_minute_must_wait_and_that_of_another_must_not) {
  const ControlPlanePeer peer(json_of(404, "{}"));
  auto hasty = withdraw, other = withdraw;
  hasty.person.sub = "auth0|hasty";
  other.person.sub = "auth0|other";
  EXPECT_EQ(answer_to(hasty, peer, 30).status, 404);
  EXPECT_EQ(answer_to(hasty, peer).status, 429);
  EXPECT_EQ(answer_to(other, peer).status, 404);
  EXPECT_EQ(peer.asked().size(), 31u);
}

}  // namespace
}  // namespace mvp::landing
