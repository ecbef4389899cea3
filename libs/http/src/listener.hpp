#pragma once
#include <memory>
#include <string>
#include <vector>

namespace mvp::http {

/// A bound, listening descriptor of one address. Threads share it, or (TCP) each bind their own by SO_REUSEPORT.
class Listener {
 public:
  /// `address` as in ServerConfig::listen. @throws std::system_error naming the address.
  static Listener open(const std::string& address);
  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&&) = delete;
  ~Listener();

  /// A descriptor for one thread to accept on; the caller closes it.
  int descriptor_for_thread() const;
  int family() const { return family_; }
  unsigned short port() const { return port_; }

 private:
  Listener() = default;

  std::string address_{};
  int fd_ = -1;
  int family_ = 0;
  unsigned short port_ = 0;
  std::string socket_path_{};  ///< removed at the end; empty for TCP and inherited descriptors
};

}  // namespace mvp::http
