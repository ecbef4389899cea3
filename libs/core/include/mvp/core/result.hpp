#pragma once
/// Two channels for failure, never a third:
///   Result<T>  - the caller (or the user behind it) can do something about it
///   exception  - nobody on this request can; caught once, at the HTTP edge, as a 500 or 503
#include <expected>
#include <string>

namespace mvp {

/// Closed list; each value has exactly one HTTP status (mvp/http/problem.hpp).
/// Starts at 1: a zero error code would read as success.
enum class Errc {
  invalid = 1,  ///< understood, but breaks a rule: 422
  malformed,    ///< does not parse: 400
  unauthenticated,
  forbidden,
  not_found,
  conflict,
  precondition_failed,
  too_large,
  unsupported_media,
  too_many,
  unavailable,
};

struct Error {
  Errc code;
  std::string detail;   ///< one sentence for the API client that says what to do; never SQL, never a secret
  std::string field{};  ///< JSON pointer of the offending input, empty if none
  std::string kind{};   ///< machine-readable sub-code ("tenant_suspended"), empty if the status says it all

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T = void>
using Result = std::expected<T, Error>;

using Failure = std::unexpected<Error>;

/// `return fail(Errc::not_found, "No such vehicle.");`
inline Failure fail(Errc code, std::string detail, std::string field = {}, std::string kind = {}) {
  return Failure(Error{code, std::move(detail), std::move(field), std::move(kind)});
}

}  // namespace mvp
