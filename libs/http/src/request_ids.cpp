#include "request_ids.hpp"

#include <string_view>

#include "mvp/core/encoding.hpp"

namespace mvp::http {
namespace {

constexpr std::size_t id_bytes = 8;
constexpr std::size_t ids_at_once = 64;

}  // namespace

std::string RequestIds::next() {
  if (used_ == random_.size()) {
    random_ = random_bytes(id_bytes * ids_at_once);
    used_ = 0;
  }
  const auto id = std::string_view(random_).substr(used_, id_bytes);
  used_ += id_bytes;
  return to_hex(id);
}

}  // namespace mvp::http
