#include "app/lifecycle.hpp"
#include "domain/audit_trail.hpp"
#include "domain/outbox.hpp"

namespace mvp::tenants {
namespace {

/// What the node says of a removed stack. An attempt that found nothing left keeps what an earlier one has removed.
json::Object proof_of(const StackStatus& gone) {
  json::Object proof{{"stack_id", gone.stack_id}, {"state", json::to_value(gone.state)}};
  if (gone.removed && !gone.removed->empty()) proof["removed"] = json::to_value(*gone.removed);
  return proof;
}

}  // namespace

Task<Result<>> Lifecycle::archive_stack(const Context& context, const Claimed& operation) {
  auto archived = co_await bring(context, operation, StackState::archived);
  if (!archived) co_return Failure(archived.error());
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    co_await operations_.note(tx, operation, {{"archive_bytes", archived->archive_bytes.value_or(0)}});
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::unpack_stack(const Context& context, const Claimed& operation) {
  auto unpacked = co_await bring(context, operation, StackState::hibernated);
  if (!unpacked) co_return Failure(unpacked.error());
  co_return co_await take_warning_back(context, operation);
}

Task<Result<>> Lifecycle::take_warning_back(const Context& context, const Claimed& operation) {
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    if (const auto* mails = operation.payload.if_contains("mails"); mails && mails->is_array())
      for (const auto& key : mails->get_array()) co_await call_back(tx, std::string(key.as_string()), "The archiving was undone.");
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::mark_archived(const Context& context, const Claimed& operation) {
  const auto purge_after = Instant::parse(text_of(operation.payload, "purge_after"));
  if (!purge_after) co_return Failure(purge_after.error());
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    auto changed = co_await tenants_.set_status(tx, operation.tenant_id, operation.kind, TenantStatus::archived, std::nullopt);
    if (!changed) co_return changed;
    co_await tenants_.keep_until(tx, operation.tenant_id, *purge_after);
    co_await record(tx, on_behalf_of(context, operation),
                    {.tenant = operation.tenant, .action = "tenant.archived", .target = operation.tenant,
                     .after = json::Object{{"status", "archived"}, {"purge_after", purge_after->to_string()}}});
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::restore_stack(const Context& context, const Claimed& operation) {
  const bool is_to_run = text_of(operation.payload, "to") == "active";
  auto restored = co_await bring(context, operation, is_to_run ? StackState::running : StackState::hibernated);
  if (!restored) co_return Failure(restored.error());
  co_return Result<>{};
}

Task<Result<>> Lifecycle::mark_restored(const Context& context, const Claimed& operation) {
  const auto to = text_of(operation.payload, "to") == "active" ? TenantStatus::active : TenantStatus::suspended;
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    auto changed = co_await tenants_.set_status(tx, operation.tenant_id, operation.kind, to, std::nullopt);
    if (!changed) co_return changed;
    co_await tenants_.keep_until(tx, operation.tenant_id, std::nullopt);
    co_await record(tx, on_behalf_of(context, operation), {.tenant = operation.tenant, .action = "tenant.restored", .target = operation.tenant,
                                                           .after = json::Object{{"status", json::to_value(to)}}});
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::remove_stack(const Context& context, const Claimed& operation) {
  if (!co_await stacks_.find(context, operation.tenant_id)) co_return Result<>{};
  auto gone = co_await bring(context, operation, StackState::absent);
  if (!gone) co_return Failure(gone.error());
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    co_await operations_.note(tx, operation, proof_of(*gone));
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::forget_people(const Context& context, const Claimed& operation) {
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    json::Object forgotten;
    const auto count = [&](const char* what, std::int64_t rows) { if (rows > 0) forgotten[what] = rows; };
    count("memberships", co_await memberships_.remove_all(tx, operation.tenant_id));
    count("signups", co_await signups_.remove_all(tx, operation.tenant_id));
    count("invitations", co_await invitations_.remove_all(tx, operation.tenant_id));
    count("mails", co_await forget_mails(tx, operation.tenant_id));
    if (!forgotten.empty()) co_await operations_.note(tx, operation, {{"forgotten", std::move(forgotten)}});
    co_return Result<>{};
  });
}

Task<Result<>> Lifecycle::mark_purged(const Context& context, const Claimed& operation) {
  co_await stacks_.remove(context, operation.tenant_id);
  co_return co_await commit(context, operation, [&](pg::Transaction& tx) -> Task<Result<>> {
    auto changed = co_await tenants_.set_status(tx, operation.tenant_id, operation.kind, TenantStatus::purged, std::nullopt);
    if (!changed) co_return changed;
    co_await tenants_.forget(tx, operation.tenant_id);
    auto proof = co_await operations_.result(tx, operation);
    co_await record(tx, on_behalf_of(context, operation),
                    {.tenant = operation.tenant, .action = "tenant.purged", .target = operation.tenant, .after = std::move(proof)});
    co_return Result<>{};
  });
}

}  // namespace mvp::tenants
