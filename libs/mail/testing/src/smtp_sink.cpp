#include "mvp/mail_testing/smtp_sink.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "mvp/core/encoding.hpp"

namespace mvp::mail_testing {
namespace {

using boost::asio::ip::tcp;
using boost::asio::use_awaitable;

/// "box" of "MAIL FROM:<box> SIZE=1".
std::string address_in(const std::string& line) {
  const auto open = line.find('<'), close = line.find('>');
  return open == std::string::npos || close == std::string::npos ? "" : line.substr(open + 1, close - open - 1);
}

Task<std::string> read_line(tcp::socket& socket, std::string& buffer) {
  const auto size = co_await boost::asio::async_read_until(socket, boost::asio::dynamic_buffer(buffer), "\r\n", use_awaitable);
  auto line = buffer.substr(0, size - 2);
  buffer.erase(0, size);
  co_return line;
}

Task<std::string> read_data(tcp::socket& socket, std::string& buffer) {
  std::string data;
  for (;;) {
    auto line = co_await read_line(socket, buffer);
    if (line == ".") co_return data;
    if (line.starts_with('.')) line.erase(0, 1);
    data += line + "\r\n";
  }
}

Task<> reply(tcp::socket& socket, std::string line) {
  line += "\r\n";
  co_await boost::asio::async_write(socket, boost::asio::buffer(line), use_awaitable);
}

}  // namespace

std::string Received::header(std::string_view name) const {
  const auto head = "\r\n" + data.substr(0, data.find("\r\n\r\n") + 2);
  const auto start = "\r\n" + std::string(name) + ": ";
  const auto at = head.find(start);
  if (at == std::string::npos) return {};
  auto value = head.substr(at + start.size());
  auto end = value.find("\r\n");
  while (end + 2 < value.size() && value[end + 2] == ' ') {
    value.erase(end, 2);
    end = value.find("\r\n");
  }
  return value.substr(0, end);
}

std::string Received::text() const {
  const auto body = data.substr(data.find("\r\n\r\n") + 4);
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '\r') continue;
    if (body[i] != '=') {
      out += body[i];
      continue;
    }
    if (body.compare(i + 1, 2, "\r\n") != 0) out += from_hex(body.substr(i + 1, 2)).value_or("?");
    i += 2;
  }
  return out;
}

SmtpSink::SmtpSink() : acceptor_(io_, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)) {
  boost::asio::co_spawn(io_, accept(), boost::asio::detached);
  thread_ = std::jthread([this] { io_.run(); });
}

SmtpSink::~SmtpSink() { io_.stop(); }

std::string SmtpSink::url() const { return "smtp://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }

void SmtpSink::behave(Behaviour behaviour) {
  const std::lock_guard lock(mutex_);
  behaviour_ = std::move(behaviour);
}
std::vector<Received> SmtpSink::received() const {
  const std::lock_guard lock(mutex_);
  return received_;
}
std::string SmtpSink::last_login() const {
  const std::lock_guard lock(mutex_);
  return last_login_;
}
int SmtpSink::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}
SmtpSink::Behaviour SmtpSink::behaviour() const {
  const std::lock_guard lock(mutex_);
  return behaviour_;
}

Task<> SmtpSink::accept() {
  for (;;) {
    auto socket = co_await acceptor_.async_accept(use_awaitable);
    {
      const std::lock_guard lock(mutex_);
      ++connections_;
    }
    boost::asio::co_spawn(io_, serve(std::move(socket)), boost::asio::detached);  // a client that hangs up ends it
  }
}

Task<> SmtpSink::serve(tcp::socket socket) {
  std::string buffer;
  Received mail;
  co_await reply(socket, "220 sink");
  for (;;) {
    const auto line = co_await read_line(socket, buffer);
    const auto told = behaviour();
    if (told.before_reply) told.before_reply(std::string_view(line).substr(0, 4));
    if (line.starts_with("EHLO")) {
      co_await reply(socket, "250-sink\r\n250 AUTH PLAIN");
    } else if (line.starts_with("AUTH PLAIN")) {
      auto login = line.substr(std::min<std::size_t>(line.size(), 11));
      if (login.empty()) {
        co_await reply(socket, "334 ");
        login = co_await read_line(socket, buffer);
      }
      {
        const std::lock_guard lock(mutex_);
        last_login_ = login;
      }
      co_await reply(socket, told.auth_reply);
    } else if (line.starts_with("MAIL FROM:")) {
      mail = {.from = address_in(line), .to = {}, .data = {}};
      co_await reply(socket, "250 ok");
    } else if (line.starts_with("RCPT TO:")) {
      mail.to = address_in(line);
      co_await reply(socket, told.rcpt_reply);
    } else if (line == "DATA") {
      if (told.drops_at_data) co_return;
      co_await reply(socket, "354 go on");
      mail.data = co_await read_data(socket, buffer);
      if (told.data_reply.starts_with('2')) {
        const std::lock_guard lock(mutex_);
        received_.push_back(mail);
      }
      if (told.before_reply) told.before_reply(".");
      if (told.drops_after_data) co_return;
      co_await reply(socket, told.data_reply);
    } else if (line == "QUIT") {
      co_await reply(socket, "221 bye");
      co_return;
    } else {
      co_await reply(socket, "502 not here");
    }
  }
}

}  // namespace mvp::mail_testing
