#include "mvp/http/client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <vector>

namespace mvp::http {
namespace {

namespace asio = boost::asio;
using Descriptor = asio::posix::stream_descriptor;

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using FieldList = std::unique_ptr<curl_slist, FreeList>;

/// One exchange under way. `done` never expires: cancelling it is the signal.
struct Transfer {
  explicit Transfer(const asio::any_io_executor& executor) : done(executor, asio::steady_timer::time_point::max()) {}
  std::unique_ptr<CURL, FreeEasy> easy{curl_easy_init()};
  ClientRequest request{};
  FieldList fields{};
  Response response{};
  std::optional<CURLcode> outcome{};
  bool is_too_large = false;
  asio::steady_timer done;
};

std::size_t on_body(char* data, std::size_t, std::size_t size, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (transfer.response.body.size() + size > transfer.request.body_limit) {
    transfer.is_too_large = true;
    return 0;
  }
  transfer.response.body.append(data, size);
  return size;
}

std::size_t on_field(char* data, std::size_t, std::size_t size, void* user) {
  auto& response = static_cast<Transfer*>(user)->response;
  std::string_view line(data, size);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  const auto colon = line.find(':');
  if (line.starts_with("HTTP/") || colon == std::string_view::npos) return size;
  auto value = line.substr(colon + 1);
  while (value.starts_with(' ')) value.remove_prefix(1);
  response.headers.add(std::string(line.substr(0, colon)), std::string(value));
  return size;
}

void add_field(FieldList& fields, const std::string& line) {
  fields.reset(curl_slist_append(fields.release(), line.c_str()));
}

void prepare(Transfer& transfer, const Context& context) {
  auto* easy = transfer.easy.get();
  const auto& request = transfer.request;
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(context.deadline - std::chrono::steady_clock::now());
  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, left.count())));
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_field);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
  if (!request.unix_socket.empty()) curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, request.unix_socket.c_str());
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, std::string(boost::beast::http::to_string(request.method)).c_str());
  if (request.method == Verb::head) curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  if (!request.body.empty() || (request.method != Verb::get && request.method != Verb::head)) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    if (!request.headers.has("Content-Type")) add_field(transfer.fields, "Content-Type:");
  }
  add_field(transfer.fields, "Expect:");
  if (!context.request_id.empty()) add_field(transfer.fields, "X-Request-ID: " + context.request_id);
  for (const auto& [name, value] : request.headers.all()) add_field(transfer.fields, name + ": " + value);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.fields.get());
}

}  // namespace

class Client::Impl : public std::enable_shared_from_this<Impl> {
 public:
  explicit Impl(asio::any_io_executor executor) : executor_(std::move(executor)), timer_(executor_) {
    static const auto initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(initialised);
    multi_ = curl_multi_init();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Impl::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Impl::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, 16L);
  }
  ~Impl() {
    for (auto& [fd, watch] : watches_) watch->descriptor.release();
    watches_.clear();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, nullptr);
    curl_multi_cleanup(multi_);
  }

  Task<Response> send(Context context, ClientRequest request) {
    const auto keep = shared_from_this();
    Transfer transfer(executor_);
    transfer.request = std::move(request);
    prepare(transfer, context);
    curl_multi_add_handle(multi_, transfer.easy.get());
    const Removal removal{multi_, transfer.easy.get()};
    if (!transfer.outcome) {
      const auto [ec] = co_await transfer.done.async_wait(asio::as_tuple(asio::use_awaitable));
      static_cast<void>(ec);
    }
    if (transfer.is_too_large) throw ClientUnavailable("answer too large from " + transfer.request.url);
    if (transfer.outcome.value_or(CURLE_ABORTED_BY_CALLBACK) != CURLE_OK)
      throw ClientUnavailable(transfer.request.url + ": " + curl_easy_strerror(transfer.outcome.value_or(CURLE_ABORTED_BY_CALLBACK)));
    long status = 0;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = static_cast<int>(status);
    transfer.response.content_type = std::string(transfer.response.headers.find("Content-Type"));
    co_return std::move(transfer.response);
  }

 private:
  struct Removal {
    CURLM* multi;
    CURL* easy;
    ~Removal() { curl_multi_remove_handle(multi, easy); }
  };
  /// curl owns the descriptor; we only wait on it. `wanted` changes as curl says.
  struct Watch {
    Watch(const asio::any_io_executor& executor, int fd) : descriptor(executor, fd) {}
    Descriptor descriptor;
    int wanted = 0;
    bool is_reading = false, is_writing = false;
  };

  static int on_socket(CURL*, curl_socket_t fd, int what, void* user, void*) {
    static_cast<Impl*>(user)->watch(fd, what);
    return 0;
  }
  static int on_timer(CURLM*, long ms, void* user) {
    static_cast<Impl*>(user)->arm(ms);
    return 0;
  }

  void watch(int fd, int what) {
    if (what == CURL_POLL_REMOVE) {
      if (const auto found = watches_.find(fd); found != watches_.end()) {
        found->second->wanted = 0;
        found->second->descriptor.release();
        watches_.erase(found);
      }
      return;
    }
    auto& entry = watches_[fd];
    if (!entry) entry = std::make_shared<Watch>(executor_, fd);
    entry->wanted = what;
    wait(fd, entry);
  }

  auto ready(int fd, std::shared_ptr<Watch> entry, int event) {
    return [self = weak_from_this(), fd, entry = std::move(entry), event](boost::system::error_code ec) {
      (event == CURL_CSELECT_IN ? entry->is_reading : entry->is_writing) = false;
      const auto impl = self.lock();
      if (!impl || ec == asio::error::operation_aborted) return;
      impl->act(fd, ec ? CURL_CSELECT_ERR : event);
      if (const auto found = impl->watches_.find(fd); found != impl->watches_.end() && found->second == entry)
        impl->wait(fd, entry);
    };
  }

  void wait(int fd, const std::shared_ptr<Watch>& entry) {
    if ((entry->wanted & CURL_POLL_IN) && !std::exchange(entry->is_reading, true))
      entry->descriptor.async_wait(Descriptor::wait_read, ready(fd, entry, CURL_CSELECT_IN));
    if ((entry->wanted & CURL_POLL_OUT) && !std::exchange(entry->is_writing, true))
      entry->descriptor.async_wait(Descriptor::wait_write, ready(fd, entry, CURL_CSELECT_OUT));
  }

  void arm(long ms) {
    if (ms < 0) {
      timer_.cancel();
      return;
    }
    timer_.expires_after(std::chrono::milliseconds(ms));
    timer_.async_wait([self = weak_from_this()](boost::system::error_code ec) {
      if (const auto impl = self.lock(); impl && !ec) impl->act(CURL_SOCKET_TIMEOUT, 0);
    });
  }

  void act(curl_socket_t fd, int events) {
    int running = 0;
    curl_multi_socket_action(multi_, fd, events, &running);
    int left = 0;
    while (const auto* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      Transfer* transfer = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
      transfer->outcome = message->data.result;
      transfer->done.cancel();
    }
  }

  asio::any_io_executor executor_;
  asio::steady_timer timer_;
  CURLM* multi_;
  std::map<int, std::shared_ptr<Watch>> watches_;
};

Client::Client(asio::any_io_executor executor) : impl_(std::make_shared<Impl>(std::move(executor))) {}
Client::~Client() = default;

Task<Response> Client::send(const Context& context, ClientRequest request) {
  return impl_->send(context, std::move(request));
}

}  // namespace mvp::http
