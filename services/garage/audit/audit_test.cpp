#include <gtest/gtest.h>

#include "audit/audit_entry.hpp"

namespace mvp::garage {
namespace {

/// Entries of one log, newest first, by second and id.
std::vector<AuditEntry> entries_of(AuditSource source, const std::vector<std::pair<std::int64_t, std::int64_t>>& times_and_ids) {
  std::vector<AuditEntry> out;
  for (const auto& [second, id] : times_and_ids) out.push_back({.source = source, .id = id, .at = Instant{second * 1'000'000}, .actor = {}, .action = {}, .target = {}, .before = {}, .after = {}, .remote = {}});
  return out;
}

std::string text_of(const AuditPage& page) {
  std::string out;
  for (const auto& entry : page.items) out += (entry.source == AuditSource::platform ? "p" : "g") + std::to_string(entry.id) + " ";
  return out + (page.next_cursor ? page.next_cursor->to_string() : "end");
}

std::string merged_text(const std::vector<std::pair<std::int64_t, std::int64_t>>& platform, const std::vector<std::pair<std::int64_t, std::int64_t>>& garage,
                        std::size_t limit) {
  return text_of(merged(entries_of(AuditSource::platform, platform), entries_of(AuditSource::garage, garage), limit));
}

TEST(MergedAudit, is_in_the_order_of_time_over_both_logs) {
  EXPECT_EQ(merged_text({{50, 9}, {20, 7}}, {{40, 3}, {30, 2}, {10, 1}}, 10), "p9 g3 g2 p7 g1 end");
  EXPECT_EQ(merged_text({}, {}, 10), "end");
}

TEST(MergedAudit, goes_on_where_the_page_before_has_ended_in_each_log) {
  EXPECT_EQ(merged_text({{50, 9}, {20, 7}}, {{40, 3}, {30, 2}, {10, 1}}, 3), "p9 g3 g2 8-2");
  EXPECT_EQ(merged_text({{50, 9}, {20, 7}}, {{40, 3}}, 2), "p9 g3 8-1");
}

TEST(MergedAudit, what_is_written_while_one_pages_does_not_come_up_among_what_is_older) {
  // Nothing of the garage's log is on this page: the next one begins with what is its newest now, or has none at all.
  EXPECT_EQ(merged_text({{50, 9}, {40, 8}, {30, 7}}, {{10, 4}}, 2), "p9 p8 8-5");
  EXPECT_EQ(merged_text({{50, 9}, {40, 8}, {30, 7}}, {}, 2), "p9 p8 8-1");
}

TEST(MergedAudit, keeps_the_order_of_each_log_though_a_clock_was_set_back) {
  EXPECT_EQ(merged_text({{20, 9}, {60, 8}}, {{40, 3}}, 10), "g3 p9 p8 end");
}

TEST(MergedAudit, takes_its_own_cursors_only) {
  for (const auto* text : {"", "5", "5-", "-5", "5-x", "5-6-7", "0-1", "1-0", "99999999999999999999-1"}) EXPECT_FALSE(AuditBounds::parse(text)) << text;
  const auto parsed = AuditBounds::parse("12-34");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->platform, 12);
  EXPECT_EQ(parsed->garage, 34);
}

}  // namespace
}  // namespace mvp::garage
