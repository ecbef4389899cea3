#include <gtest/gtest.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>
#include <thread>

#include "mvp/http/client.hpp"
#include "mvp/http/router.hpp"
#include "mvp/http/server.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::http {
namespace {

struct Echo {};

Task<Response> echo(Echo&, const Request& request) {
  co_return Response{.status = 200, .body = request.body, .content_type = "text/plain"};
}
Task<Response> slow(Echo&, const Request&) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::milliseconds(300));
  co_await timer.async_wait(boost::asio::use_awaitable);
  co_return Response{.status = 200, .body = "done", .content_type = "text/plain"};
}
Task<Response> fails(Echo&, const Request&) {
  throw std::runtime_error("secret detail");
  co_return Response{};
}

Task<Response> shared(Echo&, const Request&) {
  static const auto finished = std::make_shared<const std::string>("for everybody");
  co_return Response{.status = 200, .content_type = "text/plain", .shared_body = finished};
}

Task<Response> large(Echo&, const Request&) {
  static const auto finished = std::make_shared<const std::string>(5'000'000, 'x');
  co_return Response{.status = 200, .content_type = "text/plain", .shared_body = finished};
}

constexpr Route<Echo> routes[] = {
    {Verb::post, "/echo", anyone, echo},
    {Verb::get, "/echo", anyone, echo},
    {Verb::get, "/slow", anyone, slow},
    {Verb::get, "/fails", anyone, fails},
    {Verb::get, "/shared", anyone, shared},
    {Verb::get, "/large", anyone, large},
    {Verb::get, "/private", signed_in, echo},
};

Task<Result<void>> nobody(Request&) { co_return Result<void>{}; }

/// A server of its own on a free port, stopped and joined at the end.
class ServerTest : public testing::Test {
 protected:
  void SetUp() override {
    server_.bind();
    thread_ = std::jthread([this] { server_.run(); });
  }
  void TearDown() override { server_.stop(); }

  int connect() const {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    where.sin_port = htons(server_.port());
    EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&where), sizeof where), 0);
    return fd;
  }
  static std::string read_all(int fd) {
    std::string out;
    char chunk[4096];
    for (ssize_t n; (n = ::read(fd, chunk, sizeof chunk)) > 0;) out.append(chunk, static_cast<std::size_t>(n));
    ::close(fd);
    return out;
  }
  /// Sends raw bytes, then reads until the server closes.
  std::string exchange(const std::string& raw) const {
    const int fd = connect();
    EXPECT_EQ(::send(fd, raw.data(), raw.size(), MSG_NOSIGNAL), static_cast<ssize_t>(raw.size()));
    ::shutdown(fd, SHUT_WR);
    return read_all(fd);
  }

  Server server_{ServerConfig{.listen = {"tcp:127.0.0.1:0"}, .threads = 1, .header_limit = 4096, .body_limit = 1000},
                 [](boost::asio::io_context&) -> ThreadHandler {
                   auto router = std::make_shared<Router>(nobody);
                   static Echo feature;
                   router->mount(feature, routes);
                   return [router](Request request) { return router->handle(std::move(request)); };
                 }};
  std::jthread thread_;
};

std::string status_line(const std::string& answer) { return answer.substr(0, answer.find('\r')); }

TEST_F(ServerTest, a_body_comes_back_and_the_connection_can_be_used_again) {
  const auto answer = exchange(
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_NE(answer.find("\r\n\r\nabcHTTP/1.1 200 OK"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\nde")) << answer;
}

TEST_F(ServerTest, a_shared_body_is_sent_whole_and_head_tells_its_length_only) {
  const auto answer = exchange(
      "GET /shared HTTP/1.1\r\nHost: a\r\n\r\nHEAD /shared HTTP/1.1\r\nHost: a\r\n\r\n"
      "GET /shared HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto head = answer.find("HTTP/1.1 200 OK", 1);
  ASSERT_NE(head, std::string::npos) << answer;
  EXPECT_TRUE(answer.substr(0, head).ends_with("\r\n\r\nfor everybody")) << answer;
  const auto second = answer.find("HTTP/1.1 200 OK", head + 1);
  ASSERT_NE(second, std::string::npos) << answer;
  const auto told = answer.substr(head, second - head);
  EXPECT_NE(told.find("Content-Length: 13\r\n"), std::string::npos) << told;
  EXPECT_TRUE(told.ends_with("\r\n\r\n")) << told;
  EXPECT_TRUE(answer.ends_with("\r\n\r\nfor everybody")) << answer;
}

TEST_F(ServerTest, a_body_that_no_socket_buffer_holds_arrives_whole) {
  const auto answer = exchange("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto body = answer.find("\r\n\r\n");
  ASSERT_NE(body, std::string::npos);
  EXPECT_EQ(answer.size() - body - 4, 5'000'000u);
  EXPECT_EQ(answer.find_first_not_of('x', body + 4), std::string::npos);
}

TEST_F(ServerTest, a_request_that_comes_byte_by_byte_is_read_and_so_is_one_that_came_with_the_last) {
  const int fd = connect();
  const std::string raw = "\r\nGET /shared HTTP/1.1\r\nHost: a\r\n\r\nGET /shared HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  const auto second = raw.find("GET", 5);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  for (std::size_t i = 0; i < second; ++i) ASSERT_EQ(::send(fd, raw.data() + i, 1, MSG_NOSIGNAL), 1);
  ASSERT_GT(::send(fd, raw.data() + second, raw.size() - second, MSG_NOSIGNAL), 0);
  const auto answer = read_all(fd);
  EXPECT_EQ(status_line(answer), "HTTP/1.1 200 OK");
  EXPECT_NE(answer.find("for everybodyHTTP/1.1 200 OK"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("for everybody")) << answer;
}

TEST_F(ServerTest, answers_are_counted_by_their_status) {
  exchange("GET /shared HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  exchange("GET /fails HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto text = metrics::text();
  EXPECT_NE(text.find("http_requests_total{status=\"200\"}"), std::string::npos) << text;
  EXPECT_NE(text.find("http_requests_total{status=\"500\"}"), std::string::npos) << text;
  EXPECT_NE(text.find("http_request_duration_seconds_count"), std::string::npos) << text;
}

struct BadRequest {
  std::string name, raw;
  int status;
};
class StrictReading : public ServerTest, public testing::WithParamInterface<BadRequest> {};

TEST_P(StrictReading, answers_the_status_and_closes) {
  const auto answer = exchange(GetParam().raw);
  EXPECT_EQ(status_line(answer).substr(9, 3), std::to_string(GetParam().status)) << answer;
  EXPECT_NE(answer.find("application/problem+json"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Requests, StrictReading,
    testing::Values(
        BadRequest{"no_host", "GET /echo HTTP/1.1\r\n\r\n", 400},
        BadRequest{"two_hosts", "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        BadRequest{"folded_header", "GET /echo HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400},
        BadRequest{"xchunked", "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 400},
        BadRequest{"length_and_chunked", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        BadRequest{"two_lengths", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
        BadRequest{"space_before_colon", "GET /echo HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        BadRequest{"absolute_target", "GET http://b/echo HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"dot_segments", "GET /echo/%2e%2e/x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"plain_dot_segments", "GET /echo/../x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"escaped_nul", "GET /echo%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"broken_escape", "GET /echo%2 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"escaped_slash", "GET /echo%2fx HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"repeated_query_key", "GET /echo?a=1&a=2 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"long_header", "GET /echo HTTP/1.1\r\nHost: a\r\nX: " + std::string(9000, 'x') + "\r\n\r\n", 431},
        BadRequest{"long_body", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" + std::string(2000, 'x'), 413},
        BadRequest{"long_chunked_body",
                   "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + std::string(2000, 'x') + "\r\n0\r\n\r\n", 413},
        BadRequest{"unknown_path", "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404},
        BadRequest{"wrong_method", "DELETE /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405},
        BadRequest{"stranger", "GET /private HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 401},
        BadRequest{"exception", "GET /fails HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 500}),
    [](const auto& info) { return info.param.name; });

TEST_F(ServerTest, an_exception_shows_no_detail) {
  EXPECT_EQ(exchange("GET /fails HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").find("secret"), std::string::npos);
}

TEST_F(ServerTest, a_wrong_method_names_the_right_ones) {
  EXPECT_NE(exchange("DELETE /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").find("Allow: "), std::string::npos);
}

TEST_F(ServerTest, stopping_lets_a_request_in_flight_finish) {
  const int fd = connect();
  const std::string raw = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_EQ(::send(fd, raw.data(), raw.size(), 0), static_cast<ssize_t>(raw.size()));
  boost::asio::io_context clock;  // the request must have been accepted before the stop
  boost::asio::steady_timer(clock, std::chrono::milliseconds(100)).wait();
  server_.stop();
  const auto answer = read_all(fd);
  EXPECT_EQ(status_line(answer), "HTTP/1.1 200 OK");
  EXPECT_TRUE(answer.ends_with("done"));
}

TEST_F(ServerTest, the_client_sends_and_receives) {
  boost::asio::io_context io;
  Client client(io.get_executor());
  std::vector<Response> answers;
  auto scenario = [&]() -> Task<> {
    for (int i = 0; i < 3; ++i) {
      ClientRequest request{.method = Verb::post, .url = "http://127.0.0.1:" + std::to_string(server_.port()) + "/echo"};
      request.headers.set("Content-Type", "text/plain");
      request.body = "number " + std::to_string(i);
      answers.push_back(co_await client.send(Context{}, std::move(request)));
    }
  };
  boost::asio::co_spawn(io, scenario(), [](std::exception_ptr e) {
    if (e) std::rethrow_exception(e);
  });
  io.run();
  ASSERT_EQ(answers.size(), 3u);
  EXPECT_EQ(answers[2].status, 200);
  EXPECT_EQ(answers[2].body, "number 2");
}

TEST(HttpClient, a_peer_that_is_not_there_is_unavailable) {
  boost::asio::io_context io;
  Client client(io.get_executor());
  bool is_unavailable = false;
  auto scenario = [&]() -> Task<> {
    try {
      ClientRequest request{.url = "http://127.0.0.1:1/"};
      co_await client.send(Context{}, std::move(request));
    } catch (const ClientUnavailable&) {
      is_unavailable = true;
    }
  };
  boost::asio::co_spawn(io, scenario(), [](std::exception_ptr e) {
    if (e) std::rethrow_exception(e);
  });
  io.run();
  EXPECT_TRUE(is_unavailable);
}

}  // namespace
}  // namespace mvp::http
