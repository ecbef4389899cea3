#pragma once
#include <boost/asio/io_context.hpp>
#include <thread>

#include "app/wiring.hpp"
#include "mails/sender.hpp"

namespace mvp::tenants {

/// What the sender is told by the process' settings.
MailConfig mail_config(const Settings& settings);

/// The process's one sender of mails, on a thread and a connection of its own: libcurl blocks it while it sends.
class MailThread {
 public:
  explicit MailThread(Shared& shared);
  ~MailThread();  ///< lets the mail under way finish, three seconds at most
  MailThread(const MailThread&) = delete;
  MailThread& operator=(const MailThread&) = delete;

 private:
  boost::asio::io_context io_{1};
  pg::Database db_;
  MailSender sender_;
  std::stop_source stop_{};
  std::jthread thread_;
};

}  // namespace mvp::tenants
