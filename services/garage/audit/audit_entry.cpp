#include "audit/audit_entry.hpp"

#include <charconv>

namespace mvp::garage {
namespace {

std::optional<std::int64_t> bound_in(std::string_view text) {
  std::int64_t id = 0;
  const auto [at, ec] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (ec != std::errc{} || at != text.data() + text.size() || id < 1) return std::nullopt;
  return id;
}

/// Of what was left over the next page begins with the first; where nothing was, nothing older is there, and what is
/// written from now on is newer than this page.
std::int64_t bound_before(const std::vector<AuditEntry>& entries, std::size_t taken) {
  return taken < entries.size() ? entries[taken].id + 1 : 1;
}

}  // namespace

Result<AuditBounds> AuditBounds::parse(std::string_view text) {
  const auto dash = text.find('-');
  const auto platform = bound_in(text.substr(0, dash));
  const auto garage = dash == std::string_view::npos ? std::nullopt : bound_in(text.substr(dash + 1));
  if (!platform || !garage) return fail(Errc::invalid, "is no cursor of this list; start again without it");
  return AuditBounds{*platform, *garage};
}

std::string AuditBounds::to_string() const { return std::to_string(platform) + "-" + std::to_string(garage); }

AuditPage merged(std::vector<AuditEntry> platform, std::vector<AuditEntry> garage, std::size_t limit) {
  AuditPage page;
  std::size_t p = 0, g = 0;
  while (page.items.size() < limit && (p < platform.size() || g < garage.size())) {
    const bool is_platforms = g == garage.size() || (p < platform.size() && platform[p].at >= garage[g].at);
    page.items.push_back(is_platforms ? platform[p++] : garage[g++]);
  }
  if (p < platform.size() || g < garage.size()) page.next_cursor = AuditBounds{bound_before(platform, p), bound_before(garage, g)};
  return page;
}

}  // namespace mvp::garage
