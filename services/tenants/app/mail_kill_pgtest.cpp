#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "app/test_outbox.hpp"
#include "mvp/core/unavailable.hpp"

namespace mvp::tenants {
namespace {

using mail_testing::SmtpSink;

/// mvp-tenants itself, on the database of a test's platform, on a port of its own.
class RealControlPlane {
 public:
  RealControlPlane(const TestPlatform& platform, const std::string& smtp_url) {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in where{.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof where;
    auto* address = reinterpret_cast<sockaddr*>(&where);
    if (::bind(listener, address, size) != 0 || ::listen(listener, 8) != 0 || ::getsockname(listener, address, &size) != 0)
      throw std::runtime_error("no port for the control plane");
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(where.sin_port));
    start(platform, smtp_url, listener);
    ::close(listener);
  }
  ~RealControlPlane() { kill(); }
  RealControlPlane(const RealControlPlane&) = delete;
  RealControlPlane& operator=(const RealControlPlane&) = delete;

  const std::string& url() const { return url_; }
  bool is_dead() const { return is_dead_; }
  /// kill -9. From any thread.
  void kill() {
    const auto pid = pid_.exchange(0);
    if (pid == 0) return;
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    is_dead_ = true;
  }

 private:
  void start(const TestPlatform& platform, const std::string& smtp_url, int listener) {
    std::vector<std::string> settings{"MVP_LISTEN=fd:3", "MVP_LOG_LEVEL=error", "MVP_THREADS=1", "MVP_DATABASE_URL=" + platform.database,
                                      "MVP_NODE_SOCKET=" + platform.shared.settings.node_socket,
                                      "MVP_SIGNING_KEY_FILE=" + platform.shared.settings.signing_key_file,
                                      "MVP_LANDING_SECRET=" + platform.shared.settings.landing_secret, "MVP_OIDC_ISSUER=" + platform.issuer.url(),
                                      "MVP_SMTP_URL=" + smtp_url, "MVP_MAIL_FROM=robot@example.test"};
    std::vector<char*> environment;
    for (auto& setting : settings) environment.push_back(setting.data());
    environment.push_back(nullptr);
    std::string program = MVP_TENANTS_PROGRAM;
    char* const arguments[] = {program.data(), nullptr};
    const int log = ::open((platform.scratch.path + "/mvp-tenants.log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const auto child = ::fork();
    if (child < 0) throw std::runtime_error("no process for the control plane");
    if (child == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::dup2(log, 1);
      ::dup2(log, 2);
      if (listener == 3) ::fcntl(3, F_SETFD, 0);
      else ::dup2(listener, 3);
      ::execve(program.c_str(), arguments, environment.data());
      ::_exit(127);
    }
    ::close(log);
    pid_ = child;
  }

  std::string url_;
  std::atomic<pid_t> pid_ = 0;
  std::atomic<bool> is_dead_ = false;
};

/// Nina's request, filed, and everybody told who is to decide it.
Task<std::string> filed(const Callers& callers, TestOutbox& outbox) {
  const auto answer = co_await callers.person("nina").post("/api/v1/tenants/demo-tenant/signups");
  EXPECT_EQ(answer.status, 201) << answer.body;
  co_await outbox.work_off();
  co_return field(answer, "/id");
}

/// Dora lets them in at the process; it may die before it has said so.
Task<> approve(const Callers& callers, const RealControlPlane& process, std::string signup) {
  http::Client client(co_await boost::asio::this_coro::executor);
  http::ClientRequest request{.method = http::Verb::put, .url = process.url() + "/api/v1/signups/" + std::move(signup) + "/approve"};
  request.headers.set("Authorization", "Bearer " + callers.issuer.access_token({.sub = "auth0|dora", .email = "dora@example.test", .name = "dora"}));
  try {
    const auto answer = co_await client.send(Context{}, std::move(request));
    EXPECT_EQ(answer.status, 200) << answer.body;
  } catch (const Unavailable&) {
  }
}

/// Approves a request at a process that is killed when the SMTP server has read `command` ("": as soon as the decision
/// is answered), and lets the next process go on. @return the mails of that decision which the SMTP server has taken.
std::vector<mail_testing::Received> taken_when_killed_at(const std::string& command) {
  std::vector<mail_testing::Received> taken;
  on_platform([&](TestPlatform& platform, const Callers& callers) -> Task<> {
    SmtpSink sink;
    TestOutbox outbox(co_await boost::asio::this_coro::executor, platform, sink.url());
    const auto signup = co_await filed(callers, outbox);
    const auto before = sink.received().size();
    {
      RealControlPlane process(platform, sink.url());
      sink.behave({.before_reply = [&](std::string_view read) {
        if (read == command) process.kill();
      }});
      co_await approve(callers, process, signup);
      if (command.empty()) process.kill();
      while (!process.is_dead()) std::this_thread::yield();
    }
    EXPECT_EQ(ask(platform.database, "SELECT status FROM tenant_signups"), "approved");
    sink.behave({});
    const RealControlPlane next(platform, sink.url());
    while (outbox.state() != "sent sent") outbox.skip_time();  // the dead one's lease
    const auto all = sink.received();
    taken.assign(all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
  });
  for (const auto& mail : taken) EXPECT_EQ(mail.to, "nina@example.test");
  return taken;
}

TEST(OutboxKill, a_control_plane_killed_between_a_decision_and_its_mail_loses_no_mail_and_sends_none_twice) {
  for (const std::string command : {"", "EHLO", "MAIL", "RCPT", "DATA"}) EXPECT_EQ(taken_when_killed_at(command).size(), 1u) << command;
}

TEST(OutboxKill, a_mail_is_written_down_as_sent_before_the_goodbye_to_the_server) {
  EXPECT_EQ(taken_when_killed_at("QUIT").size(), 1u);
}

/// The window that SMTP leaves: services/tenants/mails/sender.hpp.
TEST(OutboxKill, killed_before_the_server_has_confirmed_the_mail_the_very_same_mail_is_sent_again) {
  const auto taken = taken_when_killed_at(".");
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken[0].data, taken[1].data);
  EXPECT_FALSE(taken[0].header("Message-ID").empty());
}

}  // namespace
}  // namespace mvp::tenants
