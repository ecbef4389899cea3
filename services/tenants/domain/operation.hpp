#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "mvp/core/ids.hpp"
#include "mvp/core/instant.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::tenants {

using OperationId = Id<struct OperationTag>;
using TenantId = Id<struct TenantTag>;

BOOST_DEFINE_ENUM_CLASS(OperationKind, create, suspend, resume, archive, restore, purge, rename, move_plan, hibernate, wake, repair)
BOOST_DEFINE_ENUM_CLASS(OperationState, pending, running, done, failed, cancelled)

/// A change of a tenant that outlives the request that asked for it, as the API shows it.
struct Operation {
  OperationId id;
  std::string tenant;  ///< slug
  OperationKind kind{};
  OperationState state{};
  std::optional<std::string> step;
  bool is_undoing = false;
  bool is_cancel_wanted = false;
  std::int64_t attempts = 0;  ///< of the present step
  std::optional<std::string> error;
  std::optional<json::Object> result;  ///< what its steps found worth keeping: a purge's proof
  std::string requested_by;
  Instant created_at;
  Instant updated_at;
  Instant deadline;  ///< after it the way is back, up to the step from which there is none
  std::optional<Instant> finished_at;

  bool is_finished() const { return finished_at.has_value(); }
};
BOOST_DESCRIBE_STRUCT(Operation, (), (id, tenant, kind, state, step, is_undoing, is_cancel_wanted, attempts, error, result, requested_by, created_at,
                                      updated_at, deadline, finished_at))

/// What to start.
struct NewOperation {
  TenantId tenant;
  OperationKind kind{};
  json::Object payload{};
  bool is_done_already = false;  ///< for a change that needed no step: written for the record
  std::optional<std::string> idempotency_key{};
  std::optional<std::string> request_sha256{};
};

}  // namespace mvp::tenants
