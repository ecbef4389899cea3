#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

#include "mvp/core/unavailable.hpp"

namespace mvp::pg {

/// A statement the server refused.
struct ServerError : std::runtime_error {
  ServerError(std::string state, std::string constraint_name, const std::string& message)
      : std::runtime_error(message), sqlstate(std::move(state)), constraint(std::move(constraint_name)) {}

  std::string sqlstate;    ///< five characters, PostgreSQL appendix A
  std::string constraint;  ///< name of the violated constraint, empty if none

  bool violates(std::string_view name) const { return constraint == name; }
};

/// No usable connection, or no answer before the deadline. The HTTP edge turns it into 503.
struct Unavailable : mvp::Unavailable {
  using mvp::Unavailable::Unavailable;
};

inline constexpr std::string_view unique_violation = "23505";
inline constexpr std::string_view foreign_key_violation = "23503";
inline constexpr std::string_view check_violation = "23514";
inline constexpr std::string_view exclusion_violation = "23P01";

}  // namespace mvp::pg
