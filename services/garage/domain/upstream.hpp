#pragma once
#include <functional>
#include <string>

#include "mvp/http/message.hpp"
#include "mvp/core/task.hpp"

namespace mvp::garage {

/// A call to another service of the platform.
struct UpstreamCall {
  http::Verb method = http::Verb::get;
  std::string path;  ///< "/api/v1/tenants/demo-tenant/members?limit=5"
  std::string body{};
  std::string idempotency_key{};  ///< of the caller, passed on
};

/// Sends it and passes on what came back: status, body, content type, ETag, Retry-After. The platform being
/// away is Unavailable, which the edge of the request answers with 503.
using Upstream = std::function<Task<http::Response>(const Context&, UpstreamCall)>;

}  // namespace mvp::garage
