#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mvp::http {

/// A bound, listening address. For TCP each thread has a socket of its own by SO_REUSEPORT, so the kernel spreads the
/// connections over them: a shared one gives most to whichever thread is quickest just then. Others are shared.
class Listener {
 public:
  /// `address` as in ServerConfig::listen. @throws std::system_error naming the address.
  static Listener open(const std::string& address);
  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&&) = delete;
  ~Listener();

  /// A descriptor for one more thread to accept on; the caller closes it. @throws std::system_error.
  int descriptor_for_thread();
  int family() const { return family_; }
  unsigned short port() const { return port_; }

 private:
  Listener() = default;

  std::string address_{};
  int fd_ = -1;
  int family_ = 0;
  unsigned short port_ = 0;  ///< 0 unless it is TCP of our own
  std::uint32_t host_ = 0;   ///< in network order
  bool is_in_use_ = false;   ///< by a thread: nobody accepts on a socket that no thread has
  std::string socket_path_{};  ///< removed at the end; empty for TCP and inherited descriptors
};

}  // namespace mvp::http
