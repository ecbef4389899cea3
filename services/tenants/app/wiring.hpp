#pragma once
#include <boost/asio/any_io_executor.hpp>

#include "app/authenticator.hpp"
#include "app/settings.hpp"
#include "audit/routes.hpp"
#include "domain/invitation_token.hpp"
#include "identity_mirror/routes.hpp"
#include "invitations/routes.hpp"
#include "mails/routes.hpp"
#include "me/routes.hpp"
#include "memberships/routes.hpp"
#include "mvp/http/health.hpp"
#include "mvp/http/server.hpp"
#include "operations/routes.hpp"
#include "platform_admins/routes.hpp"
#include "service_tokens/routes.hpp"
#include "sessions/routes.hpp"
#include "signups/routes.hpp"
#include "snapshot/routes.hpp"
#include "tenants/routes.hpp"

namespace mvp::tenants {

/// What all threads of the process share. Must outlive the server and the reconciler.
struct Shared {
  explicit Shared(Settings s);

  Settings settings;
  oidc::ServiceTokenSigner signer;
  InvitationTokens invitation_tokens;  ///< from the signing key: no secret more to keep
  Bell work{};  ///< rung when an operation was started
  Bell done{};  ///< rung when one came to an end
};

/// Everything one thread serves with.
class ControlPlane {
 public:
  ControlPlane(boost::asio::any_io_executor executor, Shared& shared);
  ControlPlane(const ControlPlane&) = delete;
  ControlPlane& operator=(const ControlPlane&) = delete;

  const http::Router& router() const { return router_; }

 private:
  OperationDesk operation_desk(Shared& shared);
  PeopleDesk people_desk();
  MembershipDesk membership_desk();
  InvitationDesk invitation_desk();
  Task<json::Value> signups_of(const Context& context);

  http::Client client_;
  oidc::Provider provider_;
  pg::Database db_;
  TenantRepository tenant_repository_;
  MembershipRepository membership_repository_;
  SignupRepository signup_repository_;
  OperationRepository operation_repository_;
  StackRepository stack_repository_;
  Authenticator authenticator_;
  Invitations invitations_;
  Tenants tenants_;
  TenantChanges changes_;
  TenantsFeature tenants_feature_;
  Signups signups_;
  Memberships memberships_;
  OperationsFeature operations_;
  PlatformAdmins platform_admins_;
  Audit audit_;
  ServiceTokens service_tokens_;
  Snapshots snapshots_;
  Sessions sessions_;
  Me me_;
  Mails mails_;
  IdentityMirrorView identity_mirror_;
  http::Health health_;
  http::Router router_;
};

/// One ControlPlane per thread.
http::ThreadFactory serve_with(Shared& shared);

}  // namespace mvp::tenants
