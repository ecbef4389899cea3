#pragma once
#include <functional>
#include <string>

#include "mvp/core/task.hpp"
#include "mvp/http/message.hpp"

namespace mvp::garage {

/// A call to another service of the platform.
struct UpstreamCall {
  http::Verb method = http::Verb::get;
  std::string path;  ///< "/api/v1/tenants/demo-tenant/members?limit=5"
  std::string body{};
  std::string idempotency_key{};  ///< of the caller, passed on
  std::string if_match{};         ///< likewise
};

/// The request as a call of `path`: its method (GET for HEAD), body and conditions. A change without a body has an empty object.
UpstreamCall call_of(const http::Request& request, std::string path);

/// Sends it and passes on what came back: status, body, content type, ETag, Retry-After. The platform being
/// away is Unavailable, which the edge of the request answers with 503.
using Upstream = std::function<Task<http::Response>(const Context&, UpstreamCall)>;

/// How recent the sign-in must be of the person for whom the control plane is asked: `recent` is for acts that a borrowed
/// browser must not do.
enum class SignIn { of_any_age, recent };

/// The control plane, asked with the token of the request's own person. It cannot be asked without saying how recent their
/// sign-in must be; one that is too old is answered with 401 and where to sign in again, and nothing is asked.
using ControlPlane = std::function<Task<http::Response>(const http::Request&, SignIn, UpstreamCall)>;

}  // namespace mvp::garage
