#pragma once
// A peer on the node's socket for the control plane's tests: has stacks, as the agent has, without their processes.
#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <mutex>
#include <thread>

#include "app/node_client.hpp"
#include "mvp/http/server.hpp"

namespace mvp::tenants {

/// Keeps the agent's contract: level-triggered, renames by stack id, says what it removed. While `status` is not 200 it
/// answers every change with that and does nothing.
class NodePeer {
 public:
  explicit NodePeer(std::string socket)
      : server_({.listen = {"unix:" + std::move(socket)}}, [this](boost::asio::io_context&) -> http::ThreadHandler {
          return [this](http::Request request) { return answer(std::move(request)); };
        }) {
    server_.bind();
    thread_ = std::jthread([this] { server_.run(); });
  }
  ~NodePeer() { server_.stop(); }

  std::atomic<int> status = 200;
  std::atomic<int> calls = 0;  ///< changes asked for
  std::atomic<int> delay_ms = 0;
  std::string last_body() const {
    const std::lock_guard lock(mutex_);
    return last_body_;
  }
  /// "running", or "none".
  std::string state_of(const std::string& slug) const {
    const std::lock_guard lock(mutex_);
    const auto found = stacks_.find(slug);
    return found == stacks_.end() ? "none" : boost::describe::enum_to_string(found->second.state, "?");
  }
  std::string id_of(const std::string& slug) const {
    const std::lock_guard lock(mutex_);
    return stacks_.at(slug).stack_id;
  }
  /// What happens to a stack behind the control plane's back.
  void become(const std::string& slug, StackState state, std::optional<std::string> stack_id = {}) {
    const std::lock_guard lock(mutex_);
    auto& stack = stacks_[slug];
    stack.slug = slug;
    stack.state = state;
    if (stack_id) stack.stack_id = *stack_id;
  }
  void lose(const std::string& slug) {
    const std::lock_guard lock(mutex_);
    stacks_.erase(slug);
  }
  std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return stacks_.size();
  }

 private:
  static constexpr std::string_view prefix = "/v1/stacks/";

  Task<http::Response> answer(http::Request request) {
    if (request.method == http::Verb::get) co_return look_up(request.path);
    {
      const std::lock_guard lock(mutex_);
      last_body_ = request.body;
    }
    ++calls;
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::milliseconds(delay_ms));
    co_await timer.async_wait(boost::asio::use_awaitable);
    if (status != 200) co_return told(status, "as told");
    co_return request.path.ends_with("/rename") ? rename(request) : put(request);
  }

  static http::Response told(int status, std::string detail) {
    return {.status = status, .body = json::serialize(json::Object{{"detail", std::move(detail)}})};
  }
  static http::Response shown(const StackStatus& stack) { return {.status = 200, .body = json::encode(stack)}; }
  static std::string text(const http::Request& request, const char* key) {
    const auto body = json::parse(request.body);
    const auto* value = body && body->is_object() ? body->get_object().if_contains(key) : nullptr;
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
  }

  http::Response look_up(const std::string& path) const {
    if (path == "/health") return {.status = 200, .body = R"({"status":"ok"})"};
    const std::lock_guard lock(mutex_);
    if (path.starts_with(prefix)) {
      const auto found = stacks_.find(path.substr(prefix.size()));
      return found == stacks_.end() ? told(404, "There is no such stack.") : shown(found->second);
    }
    json::Array items;
    for (const auto& [slug, stack] : stacks_) items.push_back(json::to_value(stack));
    return {.status = 200, .body = json::serialize(json::Object{{"items", std::move(items)}})};
  }

  http::Response put(const http::Request& request) {
    const auto slug = request.path.substr(prefix.size());
    const auto stack_id = text(request, "stack_id");
    StackState state{};
    if (!boost::describe::enum_from_string(text(request, "state").c_str(), state)) return told(422, "There is no such state.");
    const std::lock_guard lock(mutex_);
    const auto found = stacks_.find(slug);
    if (found != stacks_.end() && found->second.stack_id != stack_id) return told(409, "The tenant has another stack.");
    StackStatus stack{.slug = slug, .stack_id = stack_id, .state = state};
    if (state == StackState::absent) {
      stack.removed.emplace();
      if (found != stacks_.end()) stack.removed = {"pg", "redis", "files"};
      stacks_.erase(slug);
      return shown(stack);
    }
    if (state == StackState::archived) stack.archive_bytes = 4'711;
    stacks_[slug] = stack;
    return shown(stack);
  }

  http::Response rename(const http::Request& request) {
    const auto from = request.path.substr(prefix.size(), request.path.size() - prefix.size() - std::string_view("/rename").size());
    const auto stack_id = text(request, "stack_id"), to = text(request, "to");
    const std::lock_guard lock(mutex_);
    if (const auto there = stacks_.find(to); there != stacks_.end())
      return there->second.stack_id == stack_id ? shown(there->second) : told(409, "The name belongs to another stack.");
    const auto found = stacks_.find(from);
    if (found == stacks_.end() || found->second.stack_id != stack_id) return told(404, "There is no such stack.");
    auto stack = found->second;
    stack.slug = to;
    stacks_.erase(found);
    return shown(stacks_[to] = stack);
  }

  mutable std::mutex mutex_;
  std::string last_body_;
  std::map<std::string, StackStatus> stacks_;
  http::Server server_;
  std::jthread thread_;
};

}  // namespace mvp::tenants
