#pragma once
#include <optional>

#include "api_keys/repository.hpp"
#include "api_keys/wrong_keys.hpp"
#include "mvp/http/message.hpp"

namespace mvp::garage {

/// Makes, lists, revokes and recognises API keys. Every creation, revocation and refusal is a line in the log, the first two
/// also rows of the audit; neither ever holds a key.
class ApiKeyService {
 public:
  explicit ApiKeyService(ApiKeyRepository repository) : repository_(repository) {}

  /// For the person in the context. @return invalid, conflict at the limit.
  Task<Result<NewApiKey>> create(Context context, ApiKeyInput input);
  /// Of the person in the context or, `of_all`, of everybody.
  Task<std::vector<ApiKey>> list(const Context& context, bool of_all);
  /// @return not_found unless it is theirs (or anybody's, `of_all`) and not revoked yet.
  Task<Result<>> revoke(Context context, ApiKeyId id, bool of_all);

  /// The live key in `Authorization: Bearer mvp_...`; nullopt where there is no such header.
  /// @return malformed for a key beside a cookie, forbidden outside /api, unauthenticated for a wrong key (never which
  /// way it is wrong), too_many for an address that has sent too many of them.
  Task<Result<std::optional<ApiKey>>> recognise(const http::Request& request);

 private:
  Failure refuse(const Context& context, std::string why, std::string detail);

  ApiKeyRepository repository_;
  WrongKeys wrong_keys_{};
};

}  // namespace mvp::garage
