#include "app/mail_thread.hpp"

#include <boost/asio/co_spawn.hpp>

#include "mvp/log/log.hpp"

namespace mvp::tenants {

MailConfig mail_config(const Settings& settings) { return {.smtp = settings.smtp, .from = settings.mail_from, .site = settings.site}; }

MailThread::MailThread(Shared& shared)
    : db_(io_.get_executor(), pg::DatabaseConfig{.conninfo = shared.settings.database_url}),
      sender_(db_, mail_config(shared.settings), shared.invitation_tokens) {
  boost::asio::co_spawn(io_, sender_.run(stop_.get_token()), [this](std::exception_ptr failure) {
    if (failure) log::error("the sender of mails ended by an exception");
    io_.stop();
  });
  thread_ = std::jthread([this] { io_.run(); });
}

MailThread::~MailThread() {
  stop_.request_stop();
  thread_.join();
}

}  // namespace mvp::tenants
