#include "mvp/oidc/service_token.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <filesystem>
#include <thread>

#include "mvp/http/problem.hpp"
#include "mvp/http/server.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::oidc {
namespace {

/// The control plane's two addresses for service tokens, with the real signer, on a free port.
class ControlPlane : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "service_token_XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
    ServiceTokenSigner::create_key_file(directory_ + "/key.pem");
    signer_ = std::make_unique<ServiceTokenSigner>(directory_ + "/key.pem");
    ServiceTokenSigner::create_key_file(directory_ + "/next.pem");
    next_signer_ = std::make_unique<ServiceTokenSigner>(directory_ + "/next.pem");
    server_.bind();
    thread_ = std::jthread([this] { server_.run(); });
  }
  void TearDown() override {
    server_.stop();
    thread_.join();
    std::filesystem::remove_all(directory_);
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  ServiceTokenSource source(http::Client& client) {
    return ServiceTokenSource(client, url(), "garage", "demo-tenant", "secret");
  }

  Task<http::Response> answer(http::Request request) {
    if (is_away) co_return http::problem(503, "away", request.context);
    if (request.path == "/.well-known/jwks.json") {
      ++key_fetches;
      co_return http::Response{.status = 200, .body = (has_rotated ? next_signer_ : signer_)->jwks()};
    }
    ++tokens_given;
    const auto asked = json::parse(request.body).value();
    if (asked.at("secret") != "secret") co_return http::problem(401, "no", request.context);
    const auto token = signer_->sign(
        {.caller = std::string(asked.at("caller").as_string()), .tenant = std::string(asked.at("tenant").as_string())});
    co_return http::Response{
        .status = 200, .body = json::serialize(json::Object{{"token", token}, {"expires_in", lifetime_s.load()}})};
  }

  std::string token_of_old_key() const { return signer_->sign({.caller = "garage", .tenant = "demo-tenant"}); }
  std::string token_of_next_key() const { return next_signer_->sign({.caller = "garage", .tenant = "demo-tenant"}); }

  std::atomic<bool> is_away = false;
  std::atomic<bool> has_rotated = false;  ///< only the next key is published from now on
  std::atomic<int> key_fetches = 0;
  std::atomic<int> tokens_given = 0;
  std::atomic<std::int64_t> lifetime_s = 300;

 private:
  std::string directory_;
  std::unique_ptr<ServiceTokenSigner> signer_, next_signer_;
  http::Server server_{http::ServerConfig{.listen = {"tcp:127.0.0.1:0"}, .threads = 1},
                       [this](boost::asio::io_context&) -> http::ThreadHandler {
                         return [this](http::Request request) { return answer(std::move(request)); };
                       }};
  std::jthread thread_;
};

using ServiceTokenFlow = ControlPlane;

TEST_F(ServiceTokenFlow, a_token_from_the_control_plane_verifies_by_its_published_keys) {
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    http::Client client(executor);
    auto tokens = source(client);
    ServiceTokenVerifier verifier(executor, client, url());
    const auto token = co_await tokens.token(Context{});
    const auto claims = co_await verifier.verify(Context{}, token);
    EXPECT_TRUE(claims && claims->caller == "garage" && claims->tenant == "demo-tenant");
    const auto refused = co_await verifier.verify(Context{}, token + "x");
    EXPECT_FALSE(refused);
  });
}

TEST_F(ServiceTokenFlow, a_token_is_remembered_only_after_it_was_verified_and_only_byte_for_byte) {
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    http::Client client(executor);
    ServiceTokenVerifier verifier(executor, client, url());
    const auto token = token_of_old_key();
    EXPECT_FALSE(verifier.remembered(token));
    EXPECT_TRUE((co_await verifier.verify(Context{}, token)).has_value());
    const auto claims = verifier.remembered(token);
    EXPECT_TRUE(claims && claims->caller == "garage" && claims->tenant == "demo-tenant" && claims->expires_at > 0);
    EXPECT_FALSE(verifier.remembered(token + "x"));
    EXPECT_FALSE(verifier.remembered(token_of_old_key()));
    EXPECT_FALSE((co_await verifier.verify(Context{}, token_of_next_key())).has_value());
    EXPECT_FALSE(verifier.remembered(token_of_next_key())) << "a refused token is never remembered";
  });
}

TEST_F(ServiceTokenFlow, a_withdrawn_key_takes_its_remembered_tokens_with_it_when_the_keys_are_fetched) {
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    http::Client client(executor);
    ServiceTokenVerifier verifier(executor, client, url());
    const auto old_token = token_of_old_key();
    EXPECT_TRUE((co_await verifier.verify(Context{}, old_token)).has_value());
    EXPECT_TRUE((co_await verifier.verify(Context{}, old_token)).has_value());
    EXPECT_EQ(key_fetches.load(), 1);
    has_rotated = true;
    EXPECT_TRUE((co_await verifier.verify(Context{}, token_of_next_key())).has_value());
    EXPECT_EQ(key_fetches.load(), 2);
    EXPECT_FALSE(verifier.remembered(old_token));
    EXPECT_FALSE((co_await verifier.verify(Context{}, old_token)).has_value());
  });
}

TEST_F(ServiceTokenFlow, a_hundred_requests_at_once_ask_for_one_token) {
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    http::Client client(executor);
    auto tokens = source(client);
    int answered = 0;
    auto ask = [&]() -> Task<> {
      co_await tokens.token(Context{});
      ++answered;
    };
    for (int i = 0; i < 100; ++i) boost::asio::co_spawn(executor, ask(), boost::asio::detached);
    boost::asio::steady_timer timer(executor);
    while (answered < 100) {
      timer.expires_after(std::chrono::milliseconds(5));
      co_await timer.async_wait(boost::asio::use_awaitable);
    }
    EXPECT_EQ(tokens_given.load(), 1);
  });
}

TEST_F(ServiceTokenFlow, a_valid_token_serves_while_the_control_plane_is_away_and_none_is_made_up) {
  lifetime_s = 30;  // due for renewal from the start
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    http::Client client(executor);
    auto tokens = source(client);
    const auto token = co_await tokens.token(Context{});
    is_away = true;
    boost::asio::steady_timer timer(executor, std::chrono::milliseconds(1100));
    co_await timer.async_wait(boost::asio::use_awaitable);
    EXPECT_EQ(co_await tokens.token(Context{}), token);
    auto others = source(client);
    bool is_unavailable = false;
    try {
      co_await others.token(Context{});
    } catch (const http::ClientUnavailable&) {
      is_unavailable = true;
    }
    EXPECT_TRUE(is_unavailable);
  });
}

TEST_F(ServiceTokenFlow, a_wrong_secret_gives_no_token) {
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    http::Client client(executor);
    ServiceTokenSource tokens(client, url(), "garage", "demo-tenant", "guessed");
    bool is_unavailable = false;
    try {
      co_await tokens.token(Context{});
    } catch (const http::ClientUnavailable&) {
      is_unavailable = true;
    }
    EXPECT_TRUE(is_unavailable);
  });
}

}  // namespace
}  // namespace mvp::oidc
