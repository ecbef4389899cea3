#pragma once
#include "domain/person.hpp"
#include "tenants/operation_desk.hpp"
#include "tenants/repository.hpp"

namespace mvp::tenants {

/// Bodies of the requests.
struct RestoreInput {
  std::optional<TenantStatus> to{};  ///< suspended (as it was before) or active
};
BOOST_DESCRIBE_STRUCT(RestoreInput, (), (to))

struct PurgeInput {
  std::string confirm{};        ///< the tenant's id once more
  std::optional<bool> force{};  ///< before its day; the operator only
};
BOOST_DESCRIBE_STRUCT(PurgeInput, (), (confirm, force))

struct RenameInput {
  std::string to{};
};
BOOST_DESCRIBE_STRUCT(RenameInput, (), (to))

struct PlanInput {
  std::string plan{};
};
BOOST_DESCRIBE_STRUCT(PlanInput, (), (plan))

/// What changes of tenants need of memberships; the app supplies it.
struct PeopleDesk {
  std::function<Task<std::vector<Contact>>(pg::Transaction&, TenantId)> owners;  ///< active ones
  std::function<Task<std::int64_t>(pg::Transaction&, TenantId)> members;         ///< how many; nobody joins before the commit
};

/// Starts what happens to a tenant after its founding: each an operation, committed with its audit row. Everything
/// returns not_found, and conflict in a state that does not allow it or while another operation is open.
class TenantChanges {
 public:
  TenantChanges(pg::Database& db, OperationDesk desk, PeopleDesk people, std::int64_t retention_days)
      : db_(db), repository_(db), desk_(std::move(desk)), people_(std::move(people)), retention_days_(retention_days) {}

  /// Owes the owners a mail with the day from which it may be purged.
  Task<Result<TenantChange>> archive(const Context& context, std::string slug, RequestKey key);
  /// @return invalid.
  Task<Result<TenantChange>> restore(const Context& context, std::string slug, RequestKey key, RestoreInput input);
  /// @return invalid without the tenant's name, conflict before its day, forbidden for force by anybody but the operator.
  Task<Result<TenantChange>> purge(const Context& context, std::string slug, RequestKey key, PurgeInput input);
  /// The new name is taken with this commit. @return invalid, conflict for a name that is or was another's.
  Task<Result<TenantChange>> rename(const Context& context, std::string slug, RequestKey key, RenameInput input);
  /// @return invalid for an unknown plan, conflict for one with fewer members than there are.
  Task<Result<TenantChange>> move_plan(const Context& context, std::string slug, RequestKey key, PlanInput input);
  /// `hibernate` or `wake`, which need nothing else.
  Task<Result<TenantChange>> begin(const Context& context, std::string slug, RequestKey key, OperationKind kind);

 private:
  /// What one kind adds to the commit. @return its payload, which the audit row shows.
  using Prepare = std::function<Task<Result<json::Object>>(pg::Transaction&, const Tenant&, const TenantFacts&)>;
  Task<Result<TenantChange>> start(const Context& context, std::string slug, RequestKey key, OperationKind kind, Prepare prepare);
  Task<json::Object> warn_owners(pg::Transaction& tx, const TenantFacts& facts);

  pg::Database& db_;
  TenantRepository repository_;
  OperationDesk desk_;
  PeopleDesk people_;
  std::int64_t retention_days_;
};

}  // namespace mvp::tenants
