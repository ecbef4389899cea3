#pragma once
// The outbox and its sender in tests, against a real SMTP server in this process.
#include <libpq-fe.h>

#include "app/test_platform.hpp"
#include "mails/sender.hpp"
#include "mvp/mail_testing/smtp_sink.hpp"

namespace mvp::tenants {

/// First column of the first row, on a connection of its own; the refusal's text where there is one.
inline std::string ask(const std::string& conninfo, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> db(PQconnectdb(conninfo.c_str()), PQfinish);
  const pg::ResultPtr rows(PQexec(db.get(), sql.c_str()));
  if (PQresultStatus(rows.get()) == PGRES_FATAL_ERROR) return PQresultErrorMessage(rows.get());
  return PQntuples(rows.get()) > 0 ? PQgetvalue(rows.get(), 0, 0) : "";
}

/// The outbox of a test's platform and a sender for it.
class TestOutbox {
 public:
  TestOutbox(boost::asio::any_io_executor executor, TestPlatform& platform, std::string smtp_url)
      : database_(platform.database),
        db_(executor, pg::DatabaseConfig{.conninfo = platform.database}),
        sender_(db_, {.smtp = {.url = std::move(smtp_url)}, .from = "MotoVaultPro <robot@example.test>", .site = {.domain = "example.test"}},
                platform.shared.invitation_tokens) {}

  pg::Database& db() { return db_; }

  /// Sends everything that is due. @return how many attempts that took.
  Task<int> work_off() {
    int attempts = 0;
    while (co_await sender_.run_one()) ++attempts;
    co_return attempts;
  }
  /// Lets all waiting times and leases be over.
  void skip_time() const { ask(database_, "UPDATE outbox_mails SET next_attempt_at = now() WHERE state = 'pending'"); }
  std::string state() const { return ask(database_, "SELECT coalesce(string_agg(state, ' ' ORDER BY seq), '') FROM outbox_mails"); }

  Task<> post_mail(std::string key, std::string recipient = "nina@example.test") {
    co_await db_.transaction(Context{}, [&](pg::Transaction& tx) -> Task<std::monostate> {
      co_await post(tx, {.dedup_key = key, .recipient = recipient, .kind = MailTemplate::signup_approved,
                         .data = {{"tenant", "demo-tenant"}, {"tenant_name", "Demo"}}});
      co_return std::monostate{};
    });
  }

 private:
  std::string database_;
  pg::Database db_;
  MailSender sender_;
};

inline Task<std::string> sign_up(const Callers& callers, const std::string& name) {
  const auto answer = co_await callers.person(name).post("/api/v1/tenants/demo-tenant/signups");
  EXPECT_EQ(answer.status, 201) << answer.body;
  co_return field(answer, "/id");
}

/// By an admin of the demonstration's tenant: `verb` is approve or reject.
inline Task<http::Response> decide(const Callers& callers, const std::string& id, const std::string& verb, const std::string& body = {}) {
  const auto dora = callers.person("dora");
  co_return co_await dora.put("/api/v1/signups/" + id + "/" + verb, body);
}

}  // namespace mvp::tenants
