#include "mvp/mail/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace mvp::mail {
namespace {

using Outcome = Delivery::Outcome;
using Clock = std::chrono::steady_clock;

constexpr auto patience_at_stop = std::chrono::seconds(3);

struct CloseEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct CloseUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

struct Attempt {
  std::string_view left;   ///< of the message
  std::string last_refusal;  ///< the server's last line that said no
  std::stop_token stop;
  Clock::time_point started = Clock::now();
};

/// One conversation with a server and all that it refers to.
struct Exchange {
  std::string wire;
  std::unique_ptr<curl_slist, FreeList> recipients;
  Attempt attempt;
  std::unique_ptr<CURL, CloseEasy> easy;  ///< goes first: its goodbye still uses the others
};

std::size_t on_read(char* to, std::size_t size, std::size_t count, void* context) {
  auto& left = static_cast<Attempt*>(context)->left;
  const auto take = std::min(size * count, left.size());
  std::memcpy(to, left.data(), take);
  left.remove_prefix(take);
  return take;
}

std::size_t on_reply(char* line, std::size_t size, std::size_t count, void* context) {
  if (*line != '4' && *line != '5') return size * count;
  auto& reply = static_cast<Attempt*>(context)->last_refusal;
  reply.assign(line, std::min<std::size_t>(size * count, 300));
  std::ranges::replace_if(reply, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; }, ' ');
  reply.erase(reply.find_last_not_of(' ') + 1);
  return size * count;
}

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& attempt = *static_cast<const Attempt*>(context);
  return attempt.stop.stop_requested() && Clock::now() - attempt.started > patience_at_stop ? 1 : 0;
}

bool is_on_this_machine(const std::string& text) {
  const std::unique_ptr<CURLU, CloseUrl> url(curl_url());
  char* host = nullptr;
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK ||
      curl_url_get(url.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK)
    return false;
  const std::unique_ptr<char, decltype(&curl_free)> owned(host, curl_free);
  const std::string_view name(host);
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

void set_options(CURL* easy, const SmtpConfig& config, Attempt& attempt) {
  curl_easy_setopt(easy, CURLOPT_URL, config.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(config.timeout.count()));
  const bool is_secret_sent = !config.user.empty() && !is_on_this_machine(config.url);
  curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(is_secret_sent ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!config.user.empty()) {
    curl_easy_setopt(easy, CURLOPT_USERNAME, config.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, config.password.c_str());
  }
  curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
  curl_easy_setopt(easy, CURLOPT_READDATA, &attempt);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_reply);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &attempt);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &attempt);
}

}  // namespace

SmtpSender::SmtpSender(SmtpConfig config) : config_(std::move(config)) {
  static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

Delivery SmtpSender::send(const Message& message, std::stop_token stop) const {
  auto wire = to_rfc5322(message);
  if (!wire) return {.outcome = Outcome::refused, .reason = "This message cannot be sent: " + wire.error().field + " " + wire.error().detail};
  const auto exchange = std::make_shared<Exchange>();
  exchange->easy.reset(curl_easy_init());
  if (!exchange->easy) return {.reason = "libcurl has no handle for us"};
  const auto from = address_of(message.from).value(), to = address_of(message.to).value();
  exchange->wire = std::move(*wire);
  exchange->recipients.reset(curl_slist_append(nullptr, ('<' + to + '>').c_str()));
  auto& attempt = exchange->attempt;
  attempt.left = exchange->wire;
  attempt.stop = std::move(stop);
  auto* easy = exchange->easy.get();
  set_options(easy, config_, attempt);
  curl_easy_setopt(easy, CURLOPT_MAIL_FROM, ('<' + from + '>').c_str());
  curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, exchange->recipients.get());
  const auto code = curl_easy_perform(easy);
  if (code == CURLE_OK) return {.outcome = Outcome::sent, .connection = exchange};
  long reply = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply);
  const bool is_refused = code != CURLE_LOGIN_DENIED && reply >= 500 && reply < 600;
  auto reason = reply >= 400 && !attempt.last_refusal.empty() ? attempt.last_refusal : std::string(curl_easy_strerror(code));
  return {.outcome = is_refused ? Outcome::refused : Outcome::try_later, .reason = std::move(reason)};
}

}  // namespace mvp::mail
