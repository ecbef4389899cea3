#include "index/reader.hpp"

#include <libpq-fe.h>

#include <deque>
#include <vector>

namespace mvp::catalog {
namespace {

using ResultPtr = std::unique_ptr<PGresult, decltype([](PGresult* result) { PQclear(result); })>;

struct FreeRow {
  void operator()(char* row) const { PQfreemem(row); }
};

ResultPtr run(PGconn* connection, const std::string& sql, ExecStatusType wanted) {
  ResultPtr result(PQexec(connection, sql.c_str()));
  if (PQresultStatus(result.get()) != wanted) throw ReadFailed(PQerrorMessage(connection));
  return result;
}

/// Undoes COPY's backslashes. PostgreSQL documentation, COPY, text format.
std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'b': out += '\b'; break;
      case 'f': out += '\f'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case 'v': out += '\v'; break;
      default: out += text[i];
    }
  }
  return out;
}

void split(std::string_view line, std::vector<std::string_view>& fields, std::deque<std::string>& unescaped) {
  fields.clear();
  unescaped.clear();
  for (;;) {
    const auto end = line.find('\t');
    auto field = line.substr(0, end);
    if (field == "\\N") field = {};
    if (field.find('\\') != std::string_view::npos) field = unescaped.emplace_back(unescape(field));
    fields.push_back(field);
    if (end == std::string_view::npos) return;
    line.remove_prefix(end + 1);
  }
}

}  // namespace

void Reader::Close::operator()(pg_conn* connection) const { PQfinish(connection); }

Reader::Reader(const std::string& conninfo) : connection_(PQconnectdb(conninfo.c_str())) {
  if (PQstatus(connection_.get()) != CONNECTION_OK) throw ReadFailed(PQerrorMessage(connection_.get()));
  PQsetClientEncoding(connection_.get(), "UTF8");
}

void Reader::begin_snapshot() {
  run(connection_.get(), "begin isolation level repeatable read read only", PGRES_COMMAND_OK);
  // An import that is taking its place holds this table: what is read is all of before it or all of after it.
  run(connection_.get(), "lock table catalog_imports in access share mode", PGRES_COMMAND_OK);
}

void Reader::each(const std::string& select, const std::function<void(Fields)>& row) {
  run(connection_.get(), "copy (" + select + ") to stdout", PGRES_COPY_OUT);
  std::vector<std::string_view> fields;
  std::deque<std::string> unescaped;
  char* raw = nullptr;
  int length = 0;
  while ((length = PQgetCopyData(connection_.get(), &raw, 0)) > 0) {
    const std::unique_ptr<char, FreeRow> line(raw);
    split(std::string_view(raw, static_cast<std::size_t>(length) - 1), fields, unescaped);
    row(fields);
  }
  const ResultPtr end(PQgetResult(connection_.get()));
  if (PQresultStatus(end.get()) != PGRES_COMMAND_OK) throw ReadFailed(PQerrorMessage(connection_.get()));
  const ResultPtr nothing(PQgetResult(connection_.get()));
}

std::optional<std::string> Reader::value(const std::string& select) {
  const auto result = run(connection_.get(), select, PGRES_TUPLES_OK);
  if (PQntuples(result.get()) == 0 || PQgetisnull(result.get(), 0, 0)) return std::nullopt;
  return std::string(PQgetvalue(result.get(), 0, 0));
}

}  // namespace mvp::catalog
