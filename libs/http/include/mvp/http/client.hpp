#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "mvp/core/task.hpp"
#include "mvp/core/unavailable.hpp"
#include "mvp/http/message.hpp"

namespace mvp::http {

/// The peer is away or gave no complete answer before the deadline.
struct ClientUnavailable : Unavailable {
  using Unavailable::Unavailable;
};

struct ClientRequest {
  Verb method = Verb::get;
  std::string url;          ///< "http://127.0.0.1:8001/api/v1/tenants?limit=5"
  std::string unix_socket{};  ///< path: connect there instead of to the URL's host
  Headers headers{};
  std::string body{};
  std::size_t body_limit = 16 * 1024 * 1024;
};

/// One thread's HTTP client (libcurl multi on this executor): keep-alive, no redirects, no proxies, no cookies.
/// Obeys Context::deadline and passes Context::request_id on as X-Request-ID. @throws ClientUnavailable.
class Client {
 public:
  explicit Client(boost::asio::any_io_executor executor);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Task<Response> send(const Context& context, ClientRequest request);

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace mvp::http
