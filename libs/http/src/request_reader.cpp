#include "request_reader.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "target.hpp"

namespace mvp::http {
namespace {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
using Parser = bhttp::request_parser<bhttp::string_body>;

std::string_view view(const boost::beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.cdata().data()), buffer.size()};
}

/// What Beast 1.81's parser lets through and RFC 9112 forbids: folded lines and control characters in values.
bool has_folded_line(std::string_view head) {
  return head.find("\r\n ") != std::string_view::npos || head.find("\r\n\t") != std::string_view::npos;
}

std::size_t count_of(const Parser::value_type& message, bhttp::field name) {
  const auto range = message.equal_range(name);
  return static_cast<std::size_t>(std::distance(range.first, range.second));
}

std::optional<Refusal> check_head(const Parser::value_type& message) {
  if (message.version() != 10 && message.version() != 11) return Refusal{400, "Speak HTTP/1.1."};
  if (count_of(message, bhttp::field::host) != 1) return Refusal{400, "Send exactly one Host header."};
  if (count_of(message, bhttp::field::content_length) > 1) return Refusal{400, "Send one Content-Length."};
  const auto codings = count_of(message, bhttp::field::transfer_encoding);
  if (codings > 0) {
    if (message.version() == 10 || message.count(bhttp::field::content_length) > 0)
      return Refusal{400, "Send Content-Length or Transfer-Encoding, not both."};
    if (codings > 1 || !boost::beast::iequals(message[bhttp::field::transfer_encoding], "chunked"))
      return Refusal{400, "The only Transfer-Encoding understood is chunked."};
  }
  if (message.method() == bhttp::verb::unknown || message.method() == bhttp::verb::connect ||
      message.method() == bhttp::verb::trace)
    return Refusal{405, "That method is not used here."};
  return std::nullopt;
}

}  // namespace

Task<bool> RequestReader::fill() {
  const auto space = buffer_.prepare(std::min<std::size_t>(16 * 1024, config_.header_limit));
  const auto [ec, bytes] = co_await socket_.async_read_some(space, as_result);
  if (ec) co_return false;
  buffer_.commit(bytes);
  co_return true;
}

std::optional<std::size_t> RequestReader::header_bytes() const {
  const auto end = view(buffer_).find("\r\n\r\n");
  if (end != std::string_view::npos && end + 4 <= config_.header_limit) return end + 4;
  return buffer_.size() > config_.header_limit ? std::nullopt : std::optional<std::size_t>(0);
}

Task<RequestReader::Outcome> RequestReader::read() {
  Outcome outcome;
  while (view(buffer_).starts_with("\r\n")) buffer_.consume(2);  // RFC 9112 section 2.2: tolerate one before a request
  auto head_bytes = header_bytes();
  while (head_bytes && *head_bytes == 0) {
    if (!co_await fill()) {
      outcome.is_gone = true;
      co_return outcome;
    }
    head_bytes = header_bytes();
  }
  if (!head_bytes) {
    outcome.refusal = Refusal{431, "The request's headers are too long."};
    co_return outcome;
  }
  if (has_folded_line(view(buffer_).substr(0, *head_bytes))) {
    outcome.refusal = Refusal{400, "Header lines must not be folded."};
    co_return outcome;
  }

  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(config_.header_limit));
  parser.body_limit(config_.body_limit);
  boost::system::error_code ec;
  parser.eager(false);
  const auto used = parser.put(asio::buffer(buffer_.cdata(), *head_bytes), ec);
  if (ec == bhttp::error::body_limit) {
    outcome.refusal = Refusal{413, "The body is larger than this address takes."};
    co_return outcome;
  }
  if (ec || !parser.is_header_done()) {
    outcome.refusal = Refusal{400, "This is not an HTTP request we can read."};
    co_return outcome;
  }
  buffer_.consume(used);
  if ((outcome.refusal = check_head(parser.get()))) co_return outcome;
  if (const auto length = parser.content_length(); length && *length > config_.body_limit) {
    outcome.refusal = Refusal{413, "The body is larger than this address takes."};
    co_return outcome;
  }
  if (!parser.is_done()) {
    if (boost::beast::iequals(parser.get()[bhttp::field::expect], "100-continue")) {
      static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await asio::async_write(socket_, asio::buffer(go_on.data(), go_on.size()), as_result);
    }
    parser.eager(true);
    const auto [read_ec, bytes] = co_await bhttp::async_read(socket_, buffer_, parser, as_result);
    if (read_ec == bhttp::error::body_limit) outcome.refusal = Refusal{413, "The body is larger than this address takes."};
    else if (read_ec == bhttp::error::end_of_stream || read_ec == bhttp::error::partial_message ||
             read_ec.category() == boost::system::system_category() || read_ec == asio::error::eof)
      outcome.is_gone = static_cast<bool>(read_ec);
    else if (read_ec) outcome.refusal = Refusal{400, "The request's body is broken."};
    if (outcome.refusal || outcome.is_gone) co_return outcome;
  }

  auto message = parser.release();
  auto& request = outcome.request;
  request.method = message.method();
  request.target = std::string(message.target());
  request.headers.reserve(static_cast<std::size_t>(std::distance(message.begin(), message.end())));
  for (const auto& field : message) request.headers.add(std::string(field.name_string()), std::string(field.value()));
  auto target = parse_target(request.target);
  if (!target) {
    outcome.refusal = Refusal{400, "The request target is not a path we can read."};
    co_return outcome;
  }
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  request.body = std::move(message.body());
  outcome.keep_alive = message.keep_alive();
  co_return outcome;
}

}  // namespace mvp::http
