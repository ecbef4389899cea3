#pragma once
#include <string>
#include <string_view>

namespace mvp::tenants {

/// Makes the 256-bit token of an invitation from its id and this process' secret (HMAC-SHA-256): the sender can write
/// the link whenever it sends, and the same mail again, without the token ever being stored.
class InvitationTokens {
 public:
  /// `secret`: bytes only this service knows.
  explicit InvitationTokens(std::string_view secret);

  std::string of(std::string_view invitation_id) const;  ///< 43 characters of base64url

 private:
  std::string key_;
};

}  // namespace mvp::tenants
