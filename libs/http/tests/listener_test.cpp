#include "../src/listener.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace mvp::http {
namespace {

/// A descriptor of one thread, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(Listener& listener) : fd_(listener.descriptor_for_thread()) {}
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  ino_t socket() const {
    struct stat status{};
    EXPECT_EQ(::fstat(fd_, &status), 0);
    return status.st_ino;
  }
  sockaddr_in address() const {
    sockaddr_in bound{};
    socklen_t size = sizeof bound;
    EXPECT_EQ(::getsockname(fd_, reinterpret_cast<sockaddr*>(&bound), &size), 0);
    return bound;
  }

 private:
  int fd_;
};

TEST(Listener, each_thread_has_a_tcp_socket_of_its_own_at_the_same_address) {
  auto listener = Listener::open("tcp:127.0.0.1:0");
  const Descriptor first(listener), second(listener), third(listener);
  EXPECT_NE(first.socket(), second.socket());
  EXPECT_NE(second.socket(), third.socket());
  for (const auto* descriptor : {&first, &second, &third}) {
    EXPECT_EQ(ntohs(descriptor->address().sin_port), listener.port());
    EXPECT_EQ(ntohl(descriptor->address().sin_addr.s_addr), INADDR_LOOPBACK);
  }
}

TEST(Listener, threads_share_a_unix_socket) {
  std::string directory = (std::filesystem::temp_directory_path() / "listener_XXXXXX").string();
  ASSERT_TRUE(::mkdtemp(directory.data()));
  {
    auto listener = Listener::open("unix:" + directory + "/http.sock");
    const Descriptor first(listener), second(listener);
    EXPECT_EQ(first.socket(), second.socket());
  }
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace mvp::http
