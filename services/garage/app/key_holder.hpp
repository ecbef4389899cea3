#pragma once
#include <gtest/gtest.h>

#include "app/garage_site.hpp"

namespace mvp::garage {

/// A key that was made, and its id.
struct MadeKey {
  std::string key, id;
};

inline std::string body_of_key(const std::string& scopes, const std::string& name = "logger") {
  return R"({"name":")" + name + R"(","scopes":)" + scopes + "}";
}

/// Makes a key with somebody's token; `scopes` as JSON.
inline Task<MadeKey> make_key(const Garage& garage, std::string token, std::string scopes) {
  const auto made = co_await garage.answer(request_of(http::Verb::post, "/api/api-keys", token, body_of_key(scopes)));
  EXPECT_EQ(made.status, 201) << made.body;
  const auto body = json::parse(made.body).value();
  co_return MadeKey{std::string(body.at("key").as_string()), std::string(body.at_pointer("/api_key/id").as_string())};
}

/// First column of the first row, asked as the database's owner.
inline std::string ask_database(const GarageSite& site, const std::string& sql) {
  const auto& url = site.settings.database_url;
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.substr(0, url.find(" options=")).c_str()), PQfinish);
  const pg::ResultPtr result(PQexec(connection.get(), sql.c_str()));
  if (const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE)) return state;
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

}  // namespace mvp::garage
