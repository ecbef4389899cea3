#pragma once
#include "domain/plan.hpp"
#include "domain/tenant_status.hpp"
#include "mvp/http/client.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::tenants {

/// What a tenant's stack is to be.
struct StackWish {
  std::string slug, stack_id;
  StackState state{};
  Limits limits{};
  std::optional<std::string> secret{};  ///< what the garage is to show us; nullopt: the one it has
};

/// What a stack is, as the node says.
struct StackStatus {
  std::string slug, stack_id;
  StackState state{};
  std::optional<std::int64_t> archive_bytes{};         ///< of an archived one
  std::optional<std::vector<std::string>> removed{};   ///< of an absent one: what there was and is no more
};
BOOST_DESCRIBE_STRUCT(StackStatus, (), (slug, stack_id, state, archive_bytes, removed))

/// The node agent: makes tenant stacks what they are to be. Every call returns unavailable when the node is away or not
/// done yet, and conflict when it never will be.
class NodeClient {
 public:
  NodeClient(http::Client& client, std::string socket) : client_(client), socket_(std::move(socket)) {}

  /// Level-triggered: returns when the wish is reached.
  Task<Result<StackStatus>> ensure(const Context& context, StackWish wish);
  /// Gives the stack with that id another name; idempotent.
  Task<Result<StackStatus>> rename(const Context& context, std::string slug, std::string stack_id, std::string to);
  /// nullopt: the node knows no such stack.
  Task<Result<std::optional<StackStatus>>> find(const Context& context, std::string slug);
  /// All it has. @return unavailable also while it has not taken up all its stacks yet.
  Task<Result<std::vector<StackStatus>>> list(const Context& context);

 private:
  Task<http::Response> send(const Context& context, http::Verb method, std::string path, std::string body = {});

  http::Client& client_;
  std::string socket_;
};

}  // namespace mvp::tenants
