#include "import/copy_text.hpp"

#include <gtest/gtest.h>

#include "import/inflater.hpp"
#include "import/source.hpp"

namespace mvp::catalog::vpic_import {
namespace {

TEST(CopyText, what_would_end_a_field_or_a_row_is_escaped) {
  std::string out;
  append_field(out, "a\tb\nc\\d\re");
  EXPECT_EQ(out, "a\\tb\\nc\\\\d\\re");
}

TEST(CopyText, control_characters_are_written_as_postgresql_prints_them) {
  std::string out;
  append_field(out, "\b\f\v\x01");
  EXPECT_EQ(out, "\\b\\f\\v\x01");
}

TEST(CopyText, null_is_not_the_empty_text) {
  std::string out;
  append_field(out, std::nullopt);
  out += '|';
  append_field(out, "");
  EXPECT_EQ(out, "\\N|");
}

TEST(PrintedTime, is_what_postgresql_prints) {
  EXPECT_EQ(printed_time("2015-03-04 10:33:34.057000"), "2015-03-04 10:33:34.057");
  EXPECT_EQ(printed_time("2015-03-04 10:33:30"), "2015-03-04 10:33:30");
  EXPECT_EQ(printed_time("2015-03-04 10:33:30.000000"), "2015-03-04 10:33:30");
  EXPECT_EQ(printed_time("2026-03-12T04:06:32.407Z"), "2026-03-12 04:06:32.407");
  EXPECT_EQ(printed_time("2015-03-10"), "2015-03-10 00:00:00");
}

TEST(Inflater, what_is_no_gzip_stream_is_refused) {
  Inflater inflater([](std::string_view) {});
  EXPECT_THROW(inflater.add("certainly not"), SourceError);
}

TEST(Inflater, a_stream_that_ends_early_is_refused) {
  Inflater inflater([](std::string_view) {});
  inflater.add("\x1f\x8b\x08");
  EXPECT_THROW(inflater.finish(), SourceError);
}

TEST(Source, a_file_we_do_not_know_is_refused_by_its_checksum) {
  EXPECT_THROW(identify("/etc/passwd", known_sources()), SourceError);
  EXPECT_THROW(identify("/nonexistent", known_sources()), SourceError);
}

}  // namespace
}  // namespace mvp::catalog::vpic_import
