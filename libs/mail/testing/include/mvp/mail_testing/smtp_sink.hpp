#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "mvp/core/task.hpp"

namespace mvp::mail_testing {

/// A mail as the sink has taken it.
struct Received {
  std::string from, to;  ///< of the envelope
  std::string data;      ///< headers and body, dots unstuffed
  std::string header(std::string_view name) const;  ///< unfolded, empty if it is not there
  std::string text() const;                         ///< the body without quoted-printable
};

/// A real SMTP server on a free TCP port of 127.0.0.1 that keeps what it takes, or refuses as it is told.
class SmtpSink {
 public:
  /// How it answers; replies are whole lines ("550 no such box").
  struct Behaviour {
    std::string rcpt_reply = "250 ok";
    std::string data_reply = "250 taken";     ///< after the final dot
    std::string auth_reply = "235 welcome";
    bool drops_at_data = false;   ///< hangs up after DATA, before anything is taken
    bool drops_after_data = false;  ///< takes the mail and hangs up without a reply
    /// Called when a command has been read and not answered yet: "EHLO", "MAIL", "RCPT", "DATA", "." (the whole mail is
    /// here), "QUIT".
    std::function<void(std::string_view command)> before_reply{};
  };

  SmtpSink();
  ~SmtpSink();
  SmtpSink(const SmtpSink&) = delete;
  SmtpSink& operator=(const SmtpSink&) = delete;

  std::string url() const;
  void behave(Behaviour behaviour);
  std::vector<Received> received() const;
  std::string last_login() const;  ///< what AUTH PLAIN brought, in base64
  int connections() const;

 private:
  Task<> accept();
  Task<> serve(boost::asio::ip::tcp::socket socket);
  Behaviour behaviour() const;

  boost::asio::io_context io_{1};
  boost::asio::ip::tcp::acceptor acceptor_;
  mutable std::mutex mutex_;
  Behaviour behaviour_{};
  std::vector<Received> received_{};
  std::string last_login_{};
  int connections_ = 0;
  std::jthread thread_;
};

}  // namespace mvp::mail_testing
