#include "mvp/http/activity.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace mvp::http {
namespace {

class ActivityFile {
 public:
  explicit ActivityFile(const std::string& path) : fd_(::open(path.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)) {
    if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "cannot write " + path);
  }
  ~ActivityFile() { ::close(fd_); }
  ActivityFile(const ActivityFile&) = delete;
  ActivityFile& operator=(const ActivityFile&) = delete;

  void touch() const { ::futimens(fd_, nullptr); }

 private:
  int fd_;
};

bool is_about_health(const Request& request) { return request.path == "/health" || request.path == "/ready" || request.path == "/metrics"; }

}  // namespace

ThreadFactory noting_activity(std::string path, ThreadFactory serve) {
  if (path.empty()) return serve;
  return [path = std::move(path), serve = std::move(serve)](boost::asio::io_context& io) -> ThreadHandler {
    return [file = std::make_shared<ActivityFile>(path), handler = serve(io)](Request request) -> Task<Response> {
      if (is_about_health(request)) co_return co_await handler(std::move(request));
      file->touch();
      auto response = co_await handler(std::move(request));
      file->touch();
      co_return response;
    };
  };
}

}  // namespace mvp::http
