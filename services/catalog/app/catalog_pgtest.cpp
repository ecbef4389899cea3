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

/// Sends requests to a service over the small catalogue, as somebody who may ask.
void ask(std::vector<http::Request> requests, const std::function<void(const std::vector<http::Response>&)>& check) {
  const Issuer issuer;
  const auto settings = test_settings(issuer, "http://127.0.0.1:1");
  Catalogue catalogue;
  vehicles::Directories directories(catalogue);
  const SmallVpic vpic;
  catalogue.replace(load_index(imported(vpic)));
  testing::run([&](boost::asio::any_io_executor executor) -> Task<> {
    const CatalogService service(executor, settings, catalogue, directories);
    std::vector<http::Response> answers;
    for (auto& request : requests) {
      request.headers.set("Authorization", "Bearer " + issuer.access_token({}));
      answers.push_back(co_await service.router().handle(std::move(request)));
    }
    check(answers);
  });
}

void ask(const std::vector<std::string>& targets, const std::function<void(const std::vector<http::Response>&)>& check,
         const std::string& if_none_match = {}) {
  std::vector<http::Request> requests;
  for (const auto& target : targets) {
    auto& request = requests.emplace_back(request_of(target));
    if (!if_none_match.empty()) request.headers.set("If-None-Match", if_none_match);
  }
  ask(std::move(requests), check);
}

/// Posts each body to the batch route.
void post(const std::vector<std::string>& bodies, const std::function<void(const std::vector<http::Response>&)>& check) {
  std::vector<http::Request> requests;
  for (const auto& body : bodies) {
    auto& request = requests.emplace_back(request_of("/api/v1/vehicles/vin/batch"));
    request.method = http::Verb::post;
    request.headers.set("Content-Type", "application/json");
    request.body = body;
  }
  ask(std::move(requests), check);
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
        EXPECT_EQ(answers[0].content(), R"({"items":[2018,2017,2016,2015]})");
        EXPECT_EQ(answers[1].content(), R"({"items":[{"id":10,"name":"Testa"}]})");
        EXPECT_EQ(answers[2].content(), R"({"items":[]})");
        EXPECT_EQ(answers[3].content(), R"({"items":[{"id":100,"name":"Duo"}]})");
        EXPECT_EQ(answers[4].content(), answers[3].content());
        EXPECT_EQ(answers[5].content(), R"({"items":[]})");
      });
}

TEST(CatalogRoutes, trims_engines_and_transmissions_narrow_down_further_and_say_what_is_not_known) {
  const std::string of_duo = "?year=2016&make_id=10&model_id=100";
  ask({"/api/v1/vehicles/trims" + of_duo, "/api/v1/vehicles/engines" + of_duo, "/api/v1/vehicles/transmissions" + of_duo,
       "/api/v1/vehicles/trims?year=2016&make_id=9&model_id=100", "/api/v1/vehicles/trims?year=2016&make_id=10&model_id=7"},
      [](const auto& answers) {
        EXPECT_EQ(answers[0].content(), R"({"items":[{"name":"A B\\n C"}],"note":null})");
        EXPECT_EQ(answers[1].content(), R"({"items":[{"name":"Gasoline","displacement_l":null,"cylinders":null,"configuration":null,)"
                                        R"("fuel":"Gasoline","fuel_secondary":null,"engine_model":null,"power_hp":null}],"note":null})");
        EXPECT_EQ(answers[2].content(), R"({"items":[],"note":"The catalogue names no transmissions of this model."})");
        for (const auto at : {3, 4}) EXPECT_EQ(answers[at].content(), R"({"items":[],"note":"The catalogue names no trims of this model."})");
      });
}

TEST(CatalogRoutes, a_search_forgives_slips_and_types_are_listed) {
  ask({"/api/v1/vehicles/search?q=tseta duo", "/api/v1/vehicles/search?q=testa&limit=1", "/api/v1/vehicles/search?q=nothing", "/api/v1/vehicles/types"},
      [](const auto& answers) {
        const std::string duo = R"({"make_id":10,"make":"Testa","model_id":100,"model":"Duo","year_from":2015,"year_to":2018})";
        EXPECT_EQ(answers[0].content(), R"({"items":[)" + duo + "]}");
        EXPECT_EQ(answers[1].content(), R"({"items":[{"make_id":10,"make":"Testa","model_id":null,"model":null,"year_from":2015,"year_to":2018}]})");
        EXPECT_EQ(answers[2].content(), R"({"items":[]})");
        EXPECT_EQ(answers[3].content(), R"({"items":[{"id":2,"name":"Passenger Car"}]})");
      });
}

TEST(CatalogRoutes, what_is_no_year_make_or_model_is_refused_with_its_field) {
  const std::vector<std::pair<std::string, std::string>> wrong{{"makes?year=soon", "/year"},
                                                               {"makes?year=1", "/year"},
                                                               {"models?year=2016", "/make_id"},
                                                               {"models?make_id=x", "/make_id"},
                                                               {"trims?make_id=10&model_id=100", "/year"},
                                                               {"engines?year=2016&model_id=100", "/make_id"},
                                                               {"transmissions?year=2016&make_id=10", "/model_id"},
                                                               {"engines?year=2016&make_id=10&model_id=100&trim=" + std::string(201, 'x'), "/trim"},
                                                               {"search", "/q"},
                                                               {"search?q=" + std::string(101, 'x'), "/q"},
                                                               {"search?q=duo&limit=51", "/limit"},
                                                               {"vin/1HGCM82633A0043521HGCM82633A0043521", "/vin"},
                                                               {"vin/%00", "/vin"},
                                                               {"vin/1HGCM82633A004352?year=1979", "/year"},
                                                               {"vin/1HGCM82633A004352?elements=yes", "/elements"}};
  std::vector<std::string> targets;
  for (const auto& [target, field] : wrong) targets.push_back("/api/v1/vehicles/" + target);
  ask(targets, [&](const auto& answers) {
    for (std::size_t i = 0; i < wrong.size(); ++i) {
      EXPECT_EQ(answers[i].status, 422) << targets[i] << answers[i].body;
      EXPECT_NE(answers[i].body.find("\"field\":\"" + wrong[i].second + "\""), std::string::npos) << targets[i] << answers[i].body;
    }
  });
}

TEST(CatalogRoutes, a_vin_is_decoded) {
  ask({"/api/v1/vehicles/vin/1zzab1a04gk000001", "/api/v1/vehicles/vin/1ZZ", "/api/v1/vehicles/vin/1zzab1a04gk000001?year=2017&elements=true"},
      [](const auto& answers) {
        EXPECT_EQ(answers[0].body,
                  R"({"vin":"1ZZAB1A04GK000001","valid":true,"confidence":0.88,"year":2016,"year_candidates":[2016],"make":"Testa","model":"Duo",)"
                  R"("vehicle_type":"Passenger Car","series":null,"trim":"A B\\n C","body":null,"doors":null,"drive":null,"fuel":"Gasoline",)"
                  R"("fuel_secondary":null,"electrification":null,"cylinders":null,"displacement_l":null,"engine_model":null,)"
                  R"("engine_manufacturer":null,"power_hp":null,"transmission":null,"transmission_speeds":null,"gvwr":null,"plant":null,)"
                  R"("manufacturer":"TESTA WORKS","country":null,"errors":[{"code":"unused_position","severity":"warning",)"
                  R"("message":"The catalogue cannot tell what the characters at positions 7, 8 and 11 mean.","position":7}],)"
                  R"("suggestion":null,"elements":null})");
        EXPECT_EQ(answers[1].status, 200);
        EXPECT_NE(answers[1].body.find(R"("valid":false)"), std::string::npos);
        EXPECT_NE(answers[2].body.find(R"("code":"model_year_differs")"), std::string::npos);
        EXPECT_NE(answers[2].body.find(R"("value":"2017","source":"year"})"), std::string::npos) << answers[2].body;
      });
}

TEST(CatalogRoutes, up_to_a_thousand_vins_are_decoded_at_once_in_their_order) {
  const std::string car = R"("1ZZAB1A04GK000001")";
  std::string thousand = car;
  for (int i = 1; i < 1000; ++i) thousand += "," + car;
  post({R"({"vins":["1ZZ",)" + car + "]}", R"({"vins":[)" + thousand + "]}", R"({"vins":[)" + thousand + "," + car + "]}", R"({"vins":[]})",
        R"({"vins":["1ZZ","\u0001"]})", R"({"vins":"1ZZ"})", R"({})", R"([)"},
       [](const auto& answers) {
         EXPECT_EQ(answers[0].status, 200);
         EXPECT_LT(answers[0].body.find(R"("vin":"1ZZ")"), answers[0].body.find(R"("vin":"1ZZAB1A04GK000001")"));
         EXPECT_EQ(answers[1].status, 200);
         for (const auto at : {2, 3, 4, 5, 6}) EXPECT_EQ(answers[at].status, 422) << answers[at].body;
         EXPECT_NE(answers[2].body.find(R"("field":"/vins")"), std::string::npos);
         EXPECT_NE(answers[4].body.find(R"("field":"/vins/1")"), std::string::npos) << answers[4].body;
         EXPECT_EQ(answers[7].status, 400);
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
