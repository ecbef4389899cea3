#include <gtest/gtest.h>

#include "app/catalog_site.hpp"
#include "app/refresher.hpp"
#include "app/small_vpic.hpp"
#include "import/importer.hpp"
#include "index/answer.hpp"
#include "index/loader.hpp"
#include "mvp/pg/database.hpp"

namespace mvp::catalog {
namespace {

using oidc_testing::Issuer;
using testing::PostgresServer;

const vpic_import::Progress quiet = [](const std::string&) {};

std::string imported(const SmallVpic& vpic) {
  auto database = PostgresServer::instance().create_migrated_database("db/catalog");
  vpic_import::run(database, vpic.gzip(), vpic.known(), quiet);
  return database;
}

/// Asks a service over the small catalogue.
void ask(const std::vector<std::string>& targets, const std::function<void(const std::vector<http::Response>&)>& check,
         const std::string& if_none_match = {}) {
  const Issuer issuer;
  const auto settings = test_settings(issuer, "http://127.0.0.1:1");
  Catalogue catalogue;
  const SmallVpic vpic;
  catalogue.replace(load_index(imported(vpic)));
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    const CatalogService service(executor, settings, catalogue);
    std::vector<http::Response> answers;
    for (const auto& target : targets) {
      auto request = request_of(target, issuer.access_token({}));
      if (!if_none_match.empty()) request.headers.set("If-None-Match", if_none_match);
      answers.push_back(co_await service.router().handle(std::move(request)));
    }
    check(answers);
  });
}

TEST(CatalogImport, the_package_and_the_file_inside_are_the_same_dataset) {
  const SmallVpic vpic;
  const auto database = PostgresServer::instance().create_migrated_database("db/catalog");
  EXPECT_TRUE(vpic_import::run(database, vpic.package(), vpic.known(), quiet));
  EXPECT_FALSE(vpic_import::run(database, vpic.gzip(), vpic.known(), quiet));
  EXPECT_EQ(vpic_import::verify(database, vpic.gzip(), vpic.known()), std::vector<std::string>{});
  EXPECT_TRUE(current_import(database).ends_with("/1"));
}

TEST(CatalogImport, a_newer_dataset_takes_the_place_of_the_old_one) {
  const SmallVpic old;
  const SmallVpic newer("insert into Make values (11, 'Novo')");
  const auto database = imported(old);
  EXPECT_EQ(load_index(database)->makes().size(), 1U);
  EXPECT_TRUE(vpic_import::run(database, newer.gzip(), newer.known(), quiet));
  const auto index = load_index(database);
  EXPECT_EQ(index->makes().size(), 2U);
  EXPECT_EQ(index->text(index->makes()[0].name), "Novo");
  EXPECT_TRUE(index->dataset().ends_with("/2"));
  EXPECT_FALSE(vpic_import::verify(database, old.gzip(), old.known()).empty());
}

TEST(CatalogImport, a_dataset_that_does_not_fit_changes_nothing) {
  const SmallVpic good;
  const SmallVpic twice("insert into Make values (10, 'Again')");
  const auto database = imported(good);
  EXPECT_ANY_THROW(vpic_import::run(database, twice.gzip(), twice.known(), quiet));
  EXPECT_TRUE(current_import(database).ends_with("/1"));
  EXPECT_EQ(load_index(database)->makes().size(), 1U);
}

TEST(CatalogImport, an_archive_that_is_not_whole_is_refused) {
  const SmallVpic vpic;
  const auto database = PostgresServer::instance().create_migrated_database("db/catalog");
  std::filesystem::resize_file(vpic.gzip(), 100);
  EXPECT_THROW(vpic_import::run(database, vpic.gzip(), vpic.known(), quiet), vpic_import::SourceError);
  EXPECT_EQ(current_import(database), "");
  EXPECT_EQ(load_index(database), nullptr);
}

TEST(CatalogImport, a_role_that_owns_nothing_can_read_what_was_imported) {
  const SmallVpic vpic;
  const auto database = imported(vpic);
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    pg::Database owner(executor, {.conninfo = database});
    co_await owner.exec(Context{.tenant = {}}, "create role catalog_reader login");
  });
  EXPECT_EQ(load_index(database + " user=catalog_reader")->makes().size(), 1U);
  EXPECT_THROW(Reader(database + " user=catalog_reader").value("delete from vpic.makes returning id"), ReadFailed);
}

TEST(CatalogRoutes, years_makes_and_models_narrow_down) {
  ask({"/api/v1/vehicles/years", "/api/v1/vehicles/makes?year=2016", "/api/v1/vehicles/makes?year=2014",
       "/api/v1/vehicles/models?year=2016&make_id=10", "/api/v1/vehicles/models?make_id=10", "/api/v1/vehicles/models?make_id=99"},
      [](const auto& answers) {
        EXPECT_EQ(answers[0].body, R"({"items":[2018,2017,2016,2015]})");
        EXPECT_EQ(answers[1].body, R"({"items":[{"id":10,"name":"Testa"}]})");
        EXPECT_EQ(answers[2].body, R"({"items":[]})");
        EXPECT_EQ(answers[3].body, R"({"items":[{"id":100,"name":"Duo"}]})");
        EXPECT_EQ(answers[4].body, answers[3].body);
        EXPECT_EQ(answers[5].body, R"({"items":[]})");
      });
}

TEST(CatalogRoutes, what_is_no_year_or_make_is_refused_with_its_field) {
  ask({"/api/v1/vehicles/makes?year=soon", "/api/v1/vehicles/makes?year=1", "/api/v1/vehicles/models?year=2016",
       "/api/v1/vehicles/models?make_id=x", "/api/v1/vehicles/vin/1HGCM82633A0043521HGCM82633A0043521", "/api/v1/vehicles/vin/%00"},
      [](const auto& answers) {
        for (const auto& answer : answers) {
          EXPECT_EQ(answer.status, 422) << answer.body;
          EXPECT_NE(answer.body.find("\"field\""), std::string::npos) << answer.body;
        }
      });
}

TEST(CatalogRoutes, a_vin_is_decoded) {
  ask({"/api/v1/vehicles/vin/1zzab1a04gk000001", "/api/v1/vehicles/vin/1ZZ"}, [](const auto& answers) {
    EXPECT_EQ(answers[0].body,
              R"({"vin":"1ZZAB1A04GK000001","valid":true,"year":2016,"make":"Testa","model":"Duo","series":null,)"
              R"("trim":"A\tB\\n\nC","body":null,"doors":null,"drive":null,"fuel":"Gasoline","electrification":null,)"
              R"("cylinders":null,"displacement_l":null,"engine_model":null,"transmission":null,"gvwr":null,"plant":null,)"
              R"("manufacturer":"TESTA WORKS","errors":[],"suggestion":null})");
    EXPECT_EQ(answers[1].status, 200);
    EXPECT_NE(answers[1].body.find(R"("valid":false)"), std::string::npos);
  });
}

TEST(CatalogRoutes, an_answer_has_an_etag_and_is_not_sent_again) {
  std::string etag;
  ask({"/api/v1/vehicles/years"}, [&](const auto& answers) {
    etag = answers[0].headers.find("ETag");
    EXPECT_EQ(answers[0].headers.find("Cache-Control"), "private, max-age=3600");
  });
  ASSERT_GT(etag.size(), 10U);
  ask({"/api/v1/vehicles/years"},
      [&](const auto& answers) {
        EXPECT_EQ(answers[0].status, 304);
        EXPECT_EQ(answers[0].body, "");
        EXPECT_EQ(answers[0].headers.find("ETag"), etag);
      },
      etag);
  ask({"/api/v1/vehicles/years"}, [](const auto& answers) { EXPECT_EQ(answers[0].status, 200); }, "\"other\"");
}

TEST(CatalogRefresher, an_import_is_picked_up_by_a_running_service) {
  const SmallVpic vpic;
  const auto database = PostgresServer::instance().create_migrated_database("db/catalog");
  Catalogue catalogue;
  const Refresher refresher(catalogue, database);
  EXPECT_EQ(catalogue.current(), nullptr);
  vpic_import::run(database, vpic.gzip(), vpic.known(), quiet);
  for (int i = 0; i < 100 && !catalogue.current(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_NE(catalogue.current(), nullptr);
}

}  // namespace
}  // namespace mvp::catalog
