#pragma once
#include <string>

#include "mvp/http/client.hpp"
#include "mvp/oidc/service_token.hpp"
#include "tenants/routes.hpp"

namespace mvp::landing {

/// The control plane as this service uses it. What is asked in a user's name carries the user's address, vouched for by
/// this service's own token: the control plane counts by it. @throws Unavailable when it is away or answers 5xx.
class ControlPlane {
 public:
  /// `client` and `tokens` must outlive it.
  ControlPlane(http::Client& client, oidc::ServiceTokenSource& tokens, std::string url)
      : client_(client), tokens_(tokens), url_(std::move(url)) {}

  /// In the landing service's own name. @return not_found for every tenant the public may not know.
  Task<Result<tenants::PublicTenant>> find_public(const Context& context, std::string slug);
  /// In the user's name; the control plane's answer is passed on, problems included.
  Task<http::Response> request_to_join(const Context& context, std::string slug);
  /// `signup` must be an id.
  Task<http::Response> withdraw_signup(const Context& context, std::string signup);
  Task<http::Response> accept_invitation(const Context& context, std::string token);
  Task<http::Response> me(const Context& context);
  /// In the landing service's own name: what the invitation of this token is.
  Task<http::Response> look_up_invitation(const Context& context, std::string token);
  /// In the landing service's own name: the provider ended that session, or all of that person.
  Task<> revoke_sessions(const Context& context, std::string sub, std::string sid);
  Task<bool> is_reachable(const Context& context);

 private:
  Task<http::Response> ask_as_user(const Context& context, http::Verb method, std::string path, std::string body = {});
  Task<std::string> own_authorization(const Context& context);
  Task<http::Response> send(const Context& context, http::ClientRequest request);

  http::Client& client_;
  oidc::ServiceTokenSource& tokens_;
  std::string url_;
};

}  // namespace mvp::landing
