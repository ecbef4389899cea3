#pragma once
#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "stack/driver.hpp"
#include "supervisor/atomic_file.hpp"
#include "supervisor/identity.hpp"

namespace mvp::node::local {

/// Where the parts of one stack are.
struct Layout {
  std::filesystem::path root;

  std::string pg() const { return (root / "pg").string(); }
  std::string redis() const { return (root / "redis").string(); }
  std::string files() const { return (root / "files").string(); }
  std::string run() const { return (root / "run").string(); }
  std::string secret(const std::string& name) const { return (root / "secrets" / name).string(); }
  std::string log(const std::string& name) const { return (root / "log" / (name + ".log")).string(); }
  /// Touched by garage, at most once a second, when it serves a request.
  std::string activity() const { return (root / "run" / "activity").string(); }
  /// Written by garage: when its next job is due, in seconds since 1970.
  std::string wake_at() const { return (root / "run" / "wake_at").string(); }
  std::string http_socket() const { return (root / "run" / "http.sock").string(); }
  std::string redis_socket() const { return (root / "run" / "redis.sock").string(); }
};

/// What the agent must remember of a stack across its own death: stack.json in the stack's directory.
struct Record {
  std::string slug;
  std::string stack_id;
  StackState desired = StackState::running;
  std::optional<PlanLimits> limits;   ///< absent in records of older agents
  std::optional<std::string> former_slug;  ///< a garage may still run that knows itself by this name
  std::optional<bool> is_archived;    ///< pg, redis and files are in the archive and nowhere else; absent as above
  bool has_passwords = false;  ///< the roles' own passwords are set in its database
  std::string schema;          ///< checksum of the migrations its database has
  std::map<std::string, supervisor::Identity> processes;  ///< by name; those that were running when it was written
};
BOOST_DESCRIBE_STRUCT(Record, (), (slug, stack_id, desired, limits, former_slug, is_archived, has_passwords, schema, processes))

/// nullopt when there is none. @throws std::runtime_error for a file that is not one.
std::optional<Record> load_record(const Layout& layout);
void save_record(const Layout& layout, const Record& record, supervisor::Survives what);

/// Makes the directories and the secrets that are missing (mode 0700 and 0600), and keeps those that are there.
void prepare_directories(const Layout& layout);
void prepare_secrets(const Layout& layout);
/// They survive a power cut from here on. To be called before anything depends on them for good.
void sync_secrets(const Layout& layout);
/// Stores what the control plane sent. @return true when it differs from what was there.
bool store_service_secret(const Layout& layout, const std::string& secret);

/// The garages' secret at the identity provider, where this stack's garage can read it.
void copy_client_secret(const Layout& layout, const std::string& from);

/// Points the tenant's name at its stack, by an atomic rename.
void link_tenant(const std::filesystem::path& tenants, const Record& record);
/// Takes the name away, if it points at that stack.
void unlink_tenant(const std::filesystem::path& tenants, const std::string& slug, const std::string& stack_id);

}  // namespace mvp::node::local
