#pragma once
#include "domain/page.hpp"
#include "memberships/member.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::tenants {

/// The only file pair that writes the memberships table.
class MembershipRepository {
 public:
  explicit MembershipRepository(pg::Database& db) : db_(db) {}

  /// What `sub` may do in the tenant with this slug (empty: in none) and on the platform.
  Task<Standing> standing(const Context& context, std::string sub, std::string slug);
  /// By sub.
  Task<Page<Member>> list(const Context& context, PageRequest page, std::string slug);

  Task<std::optional<Member>> lock(pg::Transaction& tx, TenantId tenant, std::string sub);
  /// Active owners, locked: two who leave at once wait for one another.
  Task<std::vector<std::string>> lock_owners(pg::Transaction& tx, TenantId tenant);
  Task<Member> put(pg::Transaction& tx, TenantId tenant, std::string sub, const MemberInput& input);
  Task<> remove(pg::Transaction& tx, TenantId tenant, std::string sub);
  /// Makes them a member unless they are one; an existing membership stays as it is.
  Task<> admit(pg::Transaction& tx, TenantId tenant, const NewMember& member);
  /// Role of an active member, empty for anyone else.
  Task<std::string> role_of(pg::Transaction& tx, TenantId tenant, std::string sub);
  /// True if somebody with this address (lower case) belongs to it.
  Task<bool> has_member(pg::Transaction& tx, TenantId tenant, std::string email);
  /// Active owners and admins.
  Task<std::vector<Contact>> admins(pg::Transaction& tx, TenantId tenant);
  /// Name, else address, else sub of a member; "A platform admin" for whoever is none.
  Task<std::string> name_of(pg::Transaction& tx, TenantId tenant, std::string sub);
  Task<bool> is_member(pg::Transaction& tx, TenantId tenant, std::string sub);
  /// Active owners, with their addresses.
  Task<std::vector<Contact>> owners(pg::Transaction& tx, TenantId tenant);
  /// How many belong to it; whoever counts next waits for this transaction, so two cannot take the last place.
  Task<std::int64_t> count(pg::Transaction& tx, TenantId tenant);
  /// @return how many there were.
  Task<std::int64_t> remove_all(pg::Transaction& tx, TenantId tenant);

 private:
  pg::Database& db_;
};

}  // namespace mvp::tenants
