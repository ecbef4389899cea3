#include "../src/response_head.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "../src/request_ids.hpp"

namespace mvp::http {
namespace {

TEST(ResponseHead, holds_the_status_the_length_and_the_fields_in_order) {
  Response response{.status = 404, .body = "gone", .content_type = "text/plain"};
  response.headers.add("Set-Cookie", "a=1");
  response.headers.add("Set-Cookie", "b=2");
  EXPECT_EQ(head_of(response, true),
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 4\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
            "X-Content-Type-Options: nosniff\r\n\r\n");
}

TEST(ResponseHead, says_that_the_connection_closes) {
  EXPECT_TRUE(head_of(Response{}, false).ends_with("Connection: close\r\n\r\n"));
  EXPECT_EQ(head_of(Response{}, true).find("Connection"), std::string::npos);
}

TEST(ResponseHead, an_answer_without_content_tells_no_length_and_no_type) {
  for (const int status : {204, 304}) {
    const auto head = head_of(Response{.status = status, .content_type = {}}, true);
    EXPECT_EQ(head.find("Content-Length"), std::string::npos) << head;
    EXPECT_EQ(head.find("\r\nContent-Type:"), std::string::npos) << head;
  }
}

TEST(ResponseHead, a_line_break_in_a_value_never_reaches_the_wire) {
  for (const std::string value : {"a\r\nSet-Cookie: b", "a\n", "\r"}) {
    Response response;
    response.headers.set("X-A", value);
    EXPECT_THROW(head_of(response, true), std::logic_error);
  }
}

TEST(RequestIds, are_sixteen_hexadecimal_digits_and_never_the_same) {
  RequestIds ids;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto id = ids.next();
    EXPECT_EQ(id.size(), 16u);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
    EXPECT_TRUE(seen.insert(id).second) << id;
  }
}

}  // namespace
}  // namespace mvp::http
