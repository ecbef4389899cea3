#include "../src/resp.hpp"

#include <gtest/gtest.h>

namespace mvp::redis {
namespace {

TEST(Resp, a_command_is_an_array_of_bulk_strings_whatever_bytes_it_holds) {
  EXPECT_EQ(encode({"SET", "k", "a\r\nb"}), "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\na\r\nb\r\n");
}

TEST(Resp, every_kind_of_answer_is_read_and_what_follows_is_left) {
  std::string input = "+OK\r\n:-7\r\n$3\r\na\r\n\r\n$-1\r\n*2\r\n$1\r\nx\r\n*1\r\n:1\r\n-ERR no\r\nrest";
  EXPECT_EQ(decode(input)->reply.text(), "OK");
  EXPECT_EQ(decode(input)->reply.integer(), -7);
  EXPECT_EQ(decode(input)->reply.text(), "a\r\n");
  EXPECT_TRUE(decode(input)->reply.is_nil());
  const auto list = decode(input)->reply.list();
  EXPECT_EQ(list.at(0).text(), "x");
  EXPECT_EQ(list.at(1).list().at(0).integer(), 1);
  EXPECT_EQ(decode(input)->error, "ERR no");
  EXPECT_EQ(input, "rest");
}

TEST(Resp, an_incomplete_answer_is_left_alone_at_every_cut) {
  const std::string whole = "*2\r\n$4\r\nab\r\n\r\n:12\r\n";
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    std::string input = whole.substr(0, cut);
    EXPECT_FALSE(decode(input)) << cut;
    EXPECT_EQ(input, whole.substr(0, cut));
  }
}

TEST(Resp, what_is_no_resp2_is_refused) {
  for (std::string input : {"HTTP/1.1 400\r\n", "\r\n", ":seven\r\n", "$x\r\n"}) EXPECT_THROW(decode(input), Unavailable) << input;
}

}  // namespace
}  // namespace mvp::redis
