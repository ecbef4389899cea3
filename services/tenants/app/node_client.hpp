#pragma once
#include "domain/tenant_status.hpp"
#include "mvp/http/client.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::tenants {

/// The node agent: makes tenant stacks what they are to be.
class NodeClient {
 public:
  NodeClient(http::Client& client, std::string socket) : client_(client), socket_(std::move(socket)) {}

  /// Level-triggered. `secret`: what the garage is to show us; nullopt: the one it has.
  /// @return unavailable when the node is away or not done yet, invalid or conflict when it never will be.
  Task<Result<>> ensure(const Context& context, std::string slug, std::string stack_id, StackState state, std::optional<std::string> secret);

 private:
  http::Client& client_;
  std::string socket_;
};

}  // namespace mvp::tenants
