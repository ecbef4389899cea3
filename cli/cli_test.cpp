#include <gtest/gtest.h>

#include <cstdlib>

#include "cli/commands.hpp"
#include "cli/table.hpp"

namespace mvp::cli {
namespace {

int mvp(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "mvp");
  return run(static_cast<int>(arguments.size()), arguments.data());
}

TEST(Tables, columns_are_as_wide_as_their_widest_cell) {
  EXPECT_EQ(table({"ID", "NAME"}, {{"demo-tenant", "Démo"}, {"a", "Acme"}}), "ID           NAME\ndemo-tenant  Démo\na            Acme\n");
}

TEST(Tables, what_is_null_or_missing_shows_as_a_dash) {
  const json::Array items{json::Object{{"id", "a"}, {"admin_user_id", nullptr}}, json::Object{{"id", "b"}, {"admin_user_id", "auth0|x"}}};
  EXPECT_EQ(table_of(items, {"id", "admin_user_id", "stack"}), "ID  ADMIN USER ID  STACK\na   -              -\nb   auth0|x        -\n");
}

TEST(Tables, a_name_cannot_steer_the_terminal) {
  const json::Value name("\x1b[2Jx");
  EXPECT_EQ(cell(&name), "?[2Jx");
}

TEST(Problems, are_sentences_with_the_field_they_are_about) {
  EXPECT_EQ(sentence_of({.status = 409, .body = R"({"detail":"Only an active tenant can be suspended.","status":409})"}), "Only an active tenant can be suspended.");
  EXPECT_EQ(sentence_of({.status = 422, .body = R"({"detail":"is taken already","field":"/id"})"}), "id is taken already.");
  EXPECT_EQ(sentence_of({.status = 502, .body = "<html>"}), "The control plane answers 502.");
}

TEST(Settings, the_socket_is_the_option_then_the_variable_then_under_var) {
  ::unsetenv("MVP_VAR_DIR");
  EXPECT_EQ(settings_from("", "", false).operator_socket, "var/run/tenants.sock");
  EXPECT_EQ(settings_from("/srv/mvp", "", false).operator_socket, "/srv/mvp/run/tenants.sock");
  ::setenv("MVP_OPERATOR_SOCKET", "/run/x.sock", 1);
  EXPECT_EQ(settings_from("/srv/mvp", "", false).operator_socket, "/run/x.sock");
  EXPECT_EQ(settings_from("/srv/mvp", "/y.sock", false).operator_socket, "/y.sock");
  ::unsetenv("MVP_OPERATOR_SOCKET");
}

TEST(ExitCodes, are_0_for_help_1_for_a_platform_that_is_away_and_2_for_wrong_arguments) {
  EXPECT_EQ(mvp({"--version"}), 0);
  EXPECT_EQ(mvp({"tenant", "create", "--help"}), 0);
  EXPECT_EQ(mvp({}), 2);
  EXPECT_EQ(mvp({"tenant"}), 2);
  EXPECT_EQ(mvp({"tenant", "create"}), 2);
  EXPECT_EQ(mvp({"tenant", "destroy", "x"}), 2);
  EXPECT_EQ(mvp({"tenant", "purge", "demo-tenant"}), 2);
  EXPECT_EQ(mvp({"tenant", "rename", "demo-tenant"}), 2);
  EXPECT_EQ(mvp({"operation", "cancel"}), 2);
  EXPECT_EQ(mvp({"--socket", "/nonexistent/tenants.sock", "tenant", "archive", "demo-tenant", "--wait"}), 1);
  EXPECT_EQ(mvp({"member", "set", "demo-tenant", "auth0|mia", "--role", "king"}), 2);
  EXPECT_EQ(mvp({"mail", "list", "--state", "lost"}), 2);
  EXPECT_EQ(mvp({"mail", "retry"}), 2);
  EXPECT_EQ(mvp({"mail", "retry", "some-id", "--all"}), 2);
  EXPECT_EQ(mvp({"--socket", "/nonexistent/tenants.sock", "mail", "retry", "--all"}), 1);
  EXPECT_EQ(mvp({"--socket", "/nonexistent/tenants.sock", "tenant", "list"}), 1);
  EXPECT_EQ(mvp({"tenant", "list", "--socket", "/nonexistent/tenants.sock", "--json"}), 1);
}

}  // namespace
}  // namespace mvp::cli
