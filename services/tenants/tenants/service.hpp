#pragma once
#include <functional>

#include "domain/signup_policy.hpp"
#include "mvp/pg/database.hpp"
#include "tenants/operation_desk.hpp"
#include "tenants/repository.hpp"

namespace mvp::tenants {

/// Why the input cannot be a tenant: slug, lengths, settings. nullopt: it can.
std::optional<Error> refuse(const Context& context, const TenantInput& input);
std::optional<Error> refuse(const TenantEdit& edit);

/// The rules of founding, changing, suspending and resuming tenants. Every write goes with its audit row.
class Tenants {
 public:
  /// True if the token is that of an open invitation to the tenant with this slug.
  using IsInvited = std::function<Task<bool>(const Context&, std::string slug, std::string token)>;

  /// At most `max_tenants` have room on this machine.
  Tenants(pg::Database& db, OperationDesk desk, IsInvited is_invited, std::int64_t max_tenants)
      : db_(db), repository_(db), desk_(std::move(desk)), is_invited_(std::move(is_invited)), max_tenants_(max_tenants) {}

  /// @return not_found.
  Task<Result<Tenant>> find(const Context& context, std::string slug);
  Task<Page<Tenant>> list(const Context& context, PageRequest page, std::optional<TenantStatus> status, std::optional<std::string> q);
  /// Active tenants only, and unlisted ones only for the token of an open invitation to them. @return not_found.
  Task<Result<PublicTenant>> find_public(const Context& context, std::string slug, std::string invitation);

  /// Starts a `create`. @return invalid, conflict for a slug in use and for a machine that is full.
  Task<Result<TenantChange>> create(const Context& context, TenantInput input, RequestKey key);
  /// @return invalid, not_found, precondition_failed.
  Task<Result<Tenant>> update(const Context& context, std::string slug, std::int64_t version, TenantEdit edit);
  /// Leaves every other setting as it is. @return invalid, not_found, precondition_failed.
  Task<Result<Tenant>> set_signup_policy(const Context& context, std::string slug, std::int64_t version, SignupPolicy policy);
  /// Takes effect with the commit. @return not_found, conflict.
  Task<Result<TenantChange>> suspend(const Context& context, std::string slug, std::optional<std::string> reason);
  /// Starts a `resume` of a suspended tenant, or a second `create` of a failed one. @return not_found, conflict.
  Task<Result<TenantChange>> resume(const Context& context, std::string slug, RequestKey key);

 private:
  Task<Result<Operation>> found(pg::Transaction& tx, const Context& context, const TenantInput& input, const RequestKey& key);
  Task<Result<>> refuse_full_machine(pg::Transaction& tx);
  /// A change and its audit row.
  Task<Result<Tenant>> write(pg::Transaction& tx, const Context& context, const Tenant& before, std::int64_t version, const TenantEdit& edit);
  Task<Result<TenantChange>> with_tenant(const Context& context, Result<Operation> operation);

  pg::Database& db_;
  TenantRepository repository_;
  OperationDesk desk_;
  IsInvited is_invited_;
  std::int64_t max_tenants_;
};

}  // namespace mvp::tenants
