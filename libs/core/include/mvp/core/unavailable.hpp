#pragma once
#include <stdexcept>

namespace mvp {

/// Something this process depends on is away, or gave no answer before the deadline. The HTTP edge answers 503.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace mvp
