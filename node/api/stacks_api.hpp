#pragma once
#include <sys/types.h>

#include <functional>
#include <optional>

#include "mvp/http/router.hpp"
#include "stack/driver.hpp"

namespace mvp::node {

/// Root, the agent's own user or that of the control plane, by SO_PEERCRED of the unix socket.
extern const http::Access operator_only;

/// Makes the operator known by the uid at the other end of the socket. `service_user`: the control plane's, where it is
/// another than the agent's.
std::function<Task<Result<void>>(http::Request&)> peer_authenticator(std::optional<uid_t> service_user);

/// The agent's HTTP interface: what is wanted of the tenants' stacks, and how they are.
class StacksApi {
 public:
  /// `restored` waits until the driver has taken up what ran before. All must outlive the router.
  StacksApi(StackDriver& driver, std::function<Task<bool>(const Context&)> restored);

  void mount(http::Router& router);

  Task<http::Response> put(const http::Request& request);
  Task<http::Response> rename(const http::Request& request);
  Task<http::Response> list(const http::Request& request);
  Task<http::Response> show(const http::Request& request);
  Task<http::Response> processes(const http::Request& request);
  Task<http::Response> limits(const http::Request& request);
  Task<http::Response> stop_all(const http::Request& request);
  Task<http::Response> health(const http::Request& request);

 private:
  StackDriver& driver_;
  std::function<Task<bool>(const Context&)> restored_;
};

}  // namespace mvp::node
