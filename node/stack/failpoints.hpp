#pragma once
#include <algorithm>
#include <string_view>

#include "mvp/core/failpoint.hpp"

namespace mvp::node {

/// The instants between two steps of the agent's changes on disk, in the order of a tenant's life.
inline constexpr std::string_view failpoints[] = {
    "provision.named",     "provision.known",   "provision.copied", "provision.claimed", "provision.recorded",
    "secrets.made",        "socket.bound",      "socket.kept",      "link.prepared",     "link.made",
    "passwords.set",       "schema.migrated",   "database.recorded",
    "hibernate.wanted",    "hibernate.stopped", "hibernate.reached",
    "wake.wanted",         "wake.one_ready",
    "rename.recorded",     "rename.linked",     "rename.unlinked",
    "archive.wanted",      "archive.packed",    "archive.renamed",  "archive.recorded",  "archive.unlinked", "archive.deaf",
    "packed.one_discarded", "archive.discarded",
    "restore.unpacked",    "restore.one_moved", "restore.moved",    "restore.recorded",  "restore.archive_removed",
    "remove.wanted",       "remove.stopped",    "remove.archive_removed", "remove.unlinked", "remove.trashed",
};

/// A name of the table; any other does not compile.
struct Failpoint {
  consteval Failpoint(const char* of_table) : name(of_table) {
    if (std::ranges::find(failpoints, name) == std::ranges::end(failpoints)) throw "no such failpoint in the table";
  }
  std::string_view name;
};

inline void pass(Failpoint point) { failpoint(point.name); }

}  // namespace mvp::node
