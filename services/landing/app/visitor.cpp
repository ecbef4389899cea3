#include "app/visitor.hpp"

#include "mvp/oidc/principal.hpp"

namespace mvp::landing {

Task<Result<>> Visitor::authenticate(http::Request& request) {
  auto principal = co_await oidc::person_of(provider_, bff_, request);
  if (!principal) co_return Failure(principal.error());
  request.context.principal = std::move(*principal);
  co_return Result<>{};
}

}  // namespace mvp::landing
