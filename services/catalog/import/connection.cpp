#include "import/connection.hpp"

namespace mvp::catalog::vpic_import {
namespace {

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text ? text : "";
}

std::string without_newline(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

Connection::Connection(const std::string& conninfo) : connection_(PQconnectdb(conninfo.c_str())) {
  if (PQstatus(connection_.get()) != CONNECTION_OK) fail();
  // What COPY prints must not depend on the server's settings; and the server shall notice soon that we were killed.
  script("set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set client_min_messages = warning; "
         "set client_connection_check_interval = '500ms'; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0");
}

void Connection::fail() {
  const std::string message = PQerrorMessage(connection_.get());  // what follows the first line is advice on servers in general
  throw pg::Unavailable(message.substr(0, message.find('\n')));
}

pg::ResultPtr Connection::checked(PGresult* raw, ExecStatusType also) {
  pg::ResultPtr result(raw);
  const auto status = PQresultStatus(raw);
  if (status == also || status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
  if (PQstatus(connection_.get()) != CONNECTION_OK) fail();
  throw pg::ServerError(field(raw, PG_DIAG_SQLSTATE), field(raw, PG_DIAG_CONSTRAINT_NAME), without_newline(PQerrorMessage(connection_.get())));
}

void Connection::script(const std::string& sql) { checked(PQexec(connection_.get(), sql.c_str())); }

pg::ResultPtr Connection::run(const std::string& sql, const pg::Params& params) {
  std::vector<const char*> values;
  for (const auto& param : params) values.push_back(param ? param->c_str() : nullptr);
  return checked(PQexecParams(connection_.get(), sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(), nullptr, nullptr, 0));
}

void Connection::transaction(const std::function<void()>& body, const std::string& how) {
  script("begin " + how);
  try {
    body();
    script("commit");
  } catch (...) {
    const pg::ResultPtr ignored(PQexec(connection_.get(), "rollback"));
    throw;
  }
}

void Connection::copy_in(const std::string& sql, const std::function<std::string()>& chunk) {
  checked(PQexec(connection_.get(), sql.c_str()), PGRES_COPY_IN);
  try {
    for (auto rows = chunk(); !rows.empty(); rows = chunk())
      if (PQputCopyData(connection_.get(), rows.data(), static_cast<int>(rows.size())) != 1) fail();
  } catch (...) {
    PQputCopyEnd(connection_.get(), "the source could not be read");
    drain();
    throw;
  }
  if (PQputCopyEnd(connection_.get(), nullptr) != 1) fail();
  pg::ResultPtr outcome(PQgetResult(connection_.get()));
  drain();
  checked(outcome.release());
}

void Connection::drain() {
  while (const pg::ResultPtr rest{PQgetResult(connection_.get())}) {}
}

void Connection::copy_out(const std::string& sql, const std::function<void(std::string_view)>& line) {
  checked(PQexec(connection_.get(), sql.c_str()), PGRES_COPY_OUT);
  char* raw = nullptr;
  int length = 0;
  while ((length = PQgetCopyData(connection_.get(), &raw, 0)) > 0) {
    const std::unique_ptr<char, decltype([](char* row) { PQfreemem(row); })> row(raw);
    line(std::string_view(raw, static_cast<std::size_t>(length) - 1));
  }
  checked(PQgetResult(connection_.get()));
  const pg::ResultPtr nothing(PQgetResult(connection_.get()));
}

}  // namespace mvp::catalog::vpic_import
