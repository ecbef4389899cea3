#include <gtest/gtest.h>

#include "../src/csrf.hpp"

namespace mvp::oidc {
namespace {

constexpr auto origin = "http://demo.example:8080";

http::Request call(http::Verb method, std::string path) {
  http::Request request{.method = method, .target = path, .path = path};
  request.headers.set("X-MVP-CSRF", "1");
  request.headers.set("Sec-Fetch-Site", "same-origin");
  if (method != http::Verb::get) request.headers.set("Origin", origin);
  return request;
}
bool is_refused(const http::Request& request) {
  const auto refusal = refuse_forged(request, origin);
  if (refusal) EXPECT_EQ(refusal->kind, "csrf");
  return refusal.has_value();
}

TEST(Csrf, a_call_of_our_own_page_passes) {
  EXPECT_FALSE(is_refused(call(http::Verb::get, "/api/me")));
  EXPECT_FALSE(is_refused(call(http::Verb::post, "/api/signups")));
  EXPECT_FALSE(is_refused(call(http::Verb::post, "/auth/logout")));
}

TEST(Csrf, an_api_call_without_the_header_is_refused) {
  for (const auto value : {"", "0", "1, 1", "true"}) {
    auto request = call(http::Verb::get, "/api/me");
    request.headers.set("X-MVP-CSRF", value);
    EXPECT_TRUE(is_refused(request)) << value;
  }
}

TEST(Csrf, a_call_from_another_site_or_a_sibling_is_refused) {
  for (const auto site : {"cross-site", "same-site", "none"}) {
    auto request = call(http::Verb::get, "/api/me");
    request.headers.set("Sec-Fetch-Site", site);
    EXPECT_TRUE(is_refused(request)) << site;
  }
}

TEST(Csrf, an_unsafe_call_must_name_our_origin) {
  for (const auto other :
       {"", "null", "http://demo.example", "http://other.example:8080", "https://demo.example:8080"}) {
    auto request = call(http::Verb::post, "/auth/logout");
    request.headers.set("Origin", other);
    EXPECT_TRUE(is_refused(request)) << other;
  }
}

TEST(Csrf, a_page_load_outside_the_api_passes) {
  EXPECT_FALSE(
      is_refused(http::Request{.method = http::Verb::get, .target = "/auth/session", .path = "/auth/session"}));
}

TEST(ReturnTo, only_a_path_of_this_site_is_returned_to) {
  for (const auto path : {"/", "/vehicles", "/vehicles?sort=name#top", "/a//b"})
    EXPECT_TRUE(is_local_path(path)) << path;
  for (const auto path : {"", "vehicles", "//evil.example", "/\\evil.example", "https://evil.example",
                          "/\t/evil.example", "/a\r\nSet-Cookie: x=y", "/\xc3\xa4", "javascript:alert(1)"})
    EXPECT_FALSE(is_local_path(path)) << path;
  EXPECT_FALSE(is_local_path("/" + std::string(3000, 'a')));
}

}  // namespace
}  // namespace mvp::oidc
