#pragma once
#include <boost/describe.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "drivers/compose/settings.hpp"
#include "stack/driver.hpp"

namespace mvp::node::compose {

/// What the agent must remember of a stack: stack.json in the stack's directory.
struct Record {
  std::string slug;
  std::string stack_id;
  StackState desired = StackState::running;
  PlanLimits limits{};
};
BOOST_DESCRIBE_STRUCT(Record, (), (slug, stack_id, desired, limits))

/// The directories and secrets of one stack. Its containers see of them what tenant.yml mounts, and the edge the socket only.
struct StackFiles {
  std::filesystem::path root;        ///< stacks/<id>
  std::filesystem::path socket_dir;  ///< tenants/<slug>/run: the one thing of a tenant that the edge has

  StackFiles(const Settings& settings, const Record& record)
      : root(settings.stacks() / record.stack_id), socket_dir(settings.tenants() / record.slug / "run") {}

  /// Makes the directories (0700) and secrets (0600) that are missing, and keeps those that are there.
  void prepare() const;
  /// @return true when it differs from the one before: who read that one has to read again.
  bool store_service_secret(const std::string& secret) const;
  void save(const Record& record) const;
  /// Puts all of it where nobody looks for it any more. @return what there was.
  std::vector<std::string> discard(const Settings& settings) const;
};

/// nullopt when there is none. @throws std::runtime_error for a file that is not one.
std::optional<Record> load_record(const std::filesystem::path& root);

}  // namespace mvp::node::compose
