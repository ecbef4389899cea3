#pragma once
#include <functional>

#include "domain/signup_policy.hpp"
#include "mvp/pg/database.hpp"
#include "tenants/repository.hpp"

namespace mvp::tenants {

/// Why the input cannot be a tenant: slug, lengths, settings. nullopt: it can.
std::optional<Error> refuse(const Context& context, const TenantInput& input);
std::optional<Error> refuse(const TenantEdit& edit);

/// What tenants need of operations; the app supplies it.
struct OperationDesk {
  /// @return conflict while another operation of the tenant is open.
  std::function<Task<Result<Operation>>(pg::Transaction&, const Context&, NewOperation)> start;
  /// What this caller started under this key, if anything. @return invalid if it was something else.
  std::function<Task<Result<std::optional<Operation>>>(const Context&, std::string key, std::string request_sha256)> find_by_key;
  /// Calls off the tenant's open operation of this kind, if there is one.
  std::function<Task<>(pg::Transaction&, TenantId, OperationKind)> cancel;
  std::function<void()> wake;  ///< after commit
};

/// The rules of founding, changing, suspending and resuming tenants. Every write goes with its audit row.
class Tenants {
 public:
  /// True if the token is that of an open invitation to the tenant with this slug.
  using IsInvited = std::function<Task<bool>(const Context&, std::string slug, std::string token)>;

  Tenants(pg::Database& db, OperationDesk desk, IsInvited is_invited)
      : db_(db), repository_(db), desk_(std::move(desk)), is_invited_(std::move(is_invited)) {}

  /// @return not_found.
  Task<Result<Tenant>> find(const Context& context, std::string slug);
  Task<Page<Tenant>> list(const Context& context, PageRequest page, std::optional<TenantStatus> status, std::optional<std::string> q);
  /// Active tenants only, and unlisted ones only for the token of an open invitation to them. @return not_found.
  Task<Result<PublicTenant>> find_public(const Context& context, std::string slug, std::string invitation);

  /// Starts a `create`. The same `key` with the same request gives the operation it gave before.
  /// @return invalid, conflict.
  Task<Result<TenantChange>> create(const Context& context, TenantInput input, std::optional<std::string> key, std::string request_sha256);
  /// @return invalid, not_found, precondition_failed.
  Task<Result<Tenant>> update(const Context& context, std::string slug, std::int64_t version, TenantEdit edit);
  /// Leaves every other setting as it is. @return invalid, not_found, precondition_failed.
  Task<Result<Tenant>> set_signup_policy(const Context& context, std::string slug, std::int64_t version, SignupPolicy policy);
  /// Takes effect with the commit. @return not_found, conflict.
  Task<Result<TenantChange>> suspend(const Context& context, std::string slug, std::optional<std::string> reason);
  /// Starts a `resume` of a suspended tenant, or a second `create` of a failed one. @return not_found, conflict.
  Task<Result<TenantChange>> resume(const Context& context, std::string slug);

 private:
  Task<Result<Operation>> found(pg::Transaction& tx, const Context& context, const TenantInput& input,
                                std::optional<std::string> key, std::string request_sha256);
  /// A change and its audit row.
  Task<Result<Tenant>> write(pg::Transaction& tx, const Context& context, const Tenant& before, std::int64_t version, const TenantEdit& edit);
  Task<Result<TenantChange>> with_tenant(const Context& context, Result<Operation> operation);

  pg::Database& db_;
  TenantRepository repository_;
  OperationDesk desk_;
  IsInvited is_invited_;
};

}  // namespace mvp::tenants
