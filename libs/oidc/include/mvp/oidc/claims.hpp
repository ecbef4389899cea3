#pragma once
#include <cstdint>
#include <string>

#include "mvp/json/codec.hpp"

namespace mvp::oidc {

/// What a verified token says.
struct Claims {
  std::string subject;
  std::string email{};
  std::string name{};
  bool email_verified = false;
  std::string tenant{};  ///< tenant claim where the token has one
  std::string sid{};     ///< provider's session id (ID token)
  std::string nonce{};
  std::int64_t expires_at = 0;  ///< seconds since 1970
  json::Object all{};
};

}  // namespace mvp::oidc
