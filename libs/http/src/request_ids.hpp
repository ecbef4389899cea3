#pragma once
#include <cstddef>
#include <string>

namespace mvp::http {

/// Ids for requests that bring none: 64 random bits in hexadecimal. One thread's: it asks the kernel for many at once.
class RequestIds {
 public:
  std::string next();

 private:
  std::string random_;
  std::size_t used_ = 0;
};

}  // namespace mvp::http
