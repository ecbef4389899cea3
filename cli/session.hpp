#pragma once
#include <optional>
#include <stdexcept>
#include <string>

#include "cli/settings.hpp"
#include "mvp/http/message.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::cli {

/// What went wrong, as one sentence for the operator.
struct Failed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One invocation's conversation with the platform. Blocking.
class Session {
 public:
  explicit Session(Settings settings) : settings_(std::move(settings)) {}

  const Settings& settings() const { return settings_; }

  /// A call of the control plane under /api/v1, over the operator socket. @return the body; null without one.
  /// @throws Failed with the problem's own sentence.
  json::Value call(http::Verb method, const std::string& path, const json::Value& body = nullptr) const;
  /// All items of a list, page by page. @throws Failed.
  json::Array items(const std::string& path) const;
  /// Any other address; nullopt when nobody answers. `socket` empty: by TCP.
  std::optional<http::Response> ask(const std::string& url, const std::string& socket = {}) const;

 private:
  Settings settings_;
};

/// The sentence of a problem+json: its detail, with the field it is about.
std::string sentence_of(const http::Response& answer);

/// "auth0%7Ccarl": an id as one segment of a path.
std::string segment(const std::string& id);

}  // namespace mvp::cli
