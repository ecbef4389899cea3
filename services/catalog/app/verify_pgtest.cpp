#include <gtest/gtest.h>

#include "app/small_vpic.hpp"
#include "import/connection.hpp"
#include "import/importer.hpp"
#include "import/verifier.hpp"
#include "mvp/testing/servers.hpp"

namespace mvp::catalog {
namespace {

using Sentences = std::vector<std::string>;
const vpic_import::Watcher quiet([](const std::string&) {});

/// A database into which the small catalogue was imported and which was then changed.
class CatalogVerify : public ::testing::Test {
 protected:
  CatalogVerify() { vpic_import::run(database_, vpic_.gzip(), vpic_.known(), quiet); }

  Sentences after(const std::string& change) {
    vpic_import::Connection(database_).script(change);
    return vpic_import::verify(database_, vpic_.gzip(), vpic_.known());
  }

  SmallVpic vpic_{};
  std::string database_ = testing::PostgresServer::instance().create_migrated_database("db/catalog");
};

TEST_F(CatalogVerify, a_database_nobody_touched_is_as_the_source) {
  EXPECT_EQ(after("select 1"), Sentences{});
  const auto report = vpic_import::report_of(vpic_import::compare(database_, vpic_.package(), vpic_.known(), quiet));
  EXPECT_NE(report.find("patterns                           4             4  equal\n"), std::string::npos) << report;
  EXPECT_TRUE(report.ends_with("All 14 tables with 26 rows are as in the source.\n")) << report;
}

TEST_F(CatalogVerify, one_changed_value_in_one_row_is_found) {
  EXPECT_EQ(after("update vpic.patterns set attribute_id = '101' where id = 3"), Sentences{"patterns has as many rows as the source, but not the same ones."});
  const auto report = vpic_import::report_of(vpic_import::compare(database_, vpic_.package(), vpic_.known(), quiet));
  EXPECT_NE(report.find("patterns                           4             4  DIFFERENT\n"), std::string::npos) << report;
  EXPECT_TRUE(report.ends_with("1 of 14 tables differ from the source; `mvp catalog import --force` loads them anew.\n")) << report;
}

TEST_F(CatalogVerify, an_empty_text_where_there_was_none_is_found) {
  EXPECT_EQ(after("update vpic.elements set lookup_table = '' where lookup_table is null").size(), 1U);
}

TEST_F(CatalogVerify, values_swapped_between_two_rows_are_found) {
  EXPECT_EQ(after("update vpic.models set name = case id when 100 then 'Uno' else 'Duo' end").size(), 1U);
}

TEST_F(CatalogVerify, a_missing_row_is_found) {
  EXPECT_EQ(after("delete from vpic.conversions"), Sentences{"conversions has 0 rows, the source 1."});
}

TEST_F(CatalogVerify, a_row_that_is_there_twice_is_found_also_when_another_is_missing) {
  const auto found = after("alter table vpic.models drop constraint models_pkey;"
                           "insert into vpic.models select * from vpic.models where id = 100; delete from vpic.models where id = 101");
  EXPECT_EQ(found, Sentences{"models has as many rows as the source, but not the same ones."});
}

TEST_F(CatalogVerify, another_dataset_is_not_compared) {
  const SmallVpic other("insert into Make values (11, 'Novo')");
  EXPECT_THROW(vpic_import::compare(database_, other.gzip(), other.known(), quiet), vpic_import::OtherDataset);
  const auto empty = testing::PostgresServer::instance().create_migrated_database("db/catalog");
  EXPECT_THROW(vpic_import::compare(empty, vpic_.gzip(), vpic_.known(), quiet), vpic_import::OtherDataset);
}

}  // namespace
}  // namespace mvp::catalog
