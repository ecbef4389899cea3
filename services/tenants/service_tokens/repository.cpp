#include "service_tokens/repository.hpp"

namespace mvp::tenants {
namespace {

struct StackRow {
  std::string stack_id;
};
BOOST_DESCRIBE_STRUCT(StackRow, (), (stack_id))

struct DigestRow {
  std::string service_secret_sha256;
};
BOOST_DESCRIBE_STRUCT(DigestRow, (), (service_secret_sha256))

}  // namespace

Task<std::string> StackRepository::allocate(const Context& context, TenantId tenant) {
  co_await db_.exec(context, "INSERT INTO stacks (stack_id, tenant_id) VALUES ($1, $2) ON CONFLICT (tenant_id) DO NOTHING", random_uuid(), tenant);
  co_return (co_await find(context, tenant)).value();
}

Task<std::optional<std::string>> StackRepository::find(const Context& context, TenantId tenant) {
  const auto rows = co_await db_.query<StackRow>(context, "SELECT stack_id FROM stacks WHERE tenant_id = $1", tenant);
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().stack_id;
}

Task<> StackRepository::keep_secret_digest(const Context& context, TenantId tenant, std::string sha256) {
  co_await db_.exec(context, "UPDATE stacks SET service_secret_sha256 = $2 WHERE tenant_id = $1", tenant, sha256);
}

Task<> StackRepository::remove(const Context& context, TenantId tenant) {
  co_await db_.exec(context, "DELETE FROM stacks WHERE tenant_id = $1", tenant);
}

Task<std::string> StackRepository::secret_digest(const Context& context, std::string slug) {
  const auto rows = co_await db_.query<DigestRow>(
      context, "SELECT service_secret_sha256 FROM stacks WHERE tenant_id = (SELECT id FROM tenants WHERE slug = $1)", slug);
  co_return rows.empty() ? std::string() : rows.front().service_secret_sha256;
}

}  // namespace mvp::tenants
