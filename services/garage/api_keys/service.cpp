#include "api_keys/service.hpp"

#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::garage {
namespace {

constexpr std::int64_t minute_us = 60'000'000;

std::optional<std::string> key_in(const http::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const auto given = request.headers.find("Authorization");
  if (!given.starts_with(scheme) || !given.substr(scheme.size()).starts_with(key_beginning)) return std::nullopt;
  return std::string(given.substr(scheme.size()));
}

std::optional<std::string> owner_filter(const Context& context, bool of_all) {
  if (of_all) return std::nullopt;
  return context.principal.subject;
}

}  // namespace

Task<Result<NewApiKey>> ApiKeyService::create(Context context, ApiKeyInput input) {
  auto wanted = checked(std::move(input), Instant::now());
  if (!wanted) co_return Failure(wanted.error());
  auto key = random_key();
  auto stored = co_await repository_.insert(context, std::move(*wanted), context.principal.subject, prefix_of_key(key), digest_of_key(key));
  if (!stored) co_return Failure(stored.error());
  log::write(log::Level::info, context, "api key created", {{"api_key", stored->id.value}, {"scopes", json::encode(stored->scopes)}});
  co_return NewApiKey{std::move(*stored), std::move(key)};
}

Task<std::vector<ApiKey>> ApiKeyService::list(const Context& context, bool of_all) { return repository_.all(context, owner_filter(context, of_all)); }

Task<Result<>> ApiKeyService::revoke(Context context, ApiKeyId id, bool of_all) {
  auto revoked = co_await repository_.revoke(context, id, owner_filter(context, of_all));
  if (revoked) log::write(log::Level::info, context, "api key revoked", {{"api_key", id.value}});
  co_return revoked;
}

Failure ApiKeyService::refuse(const Context& context, std::string why, std::string detail) {
  wrong_keys_.count(context.remote, WrongKeys::Clock::now());
  metrics::count("api_keys_refused_total", "Requests with an API key that is not good.");
  log::write(log::Level::warn, context, "api key refused", {{"why", std::move(why)}, {"remote", context.remote}});
  return fail(Errc::unauthenticated, std::move(detail));
}

Task<Result<std::optional<ApiKey>>> ApiKeyService::recognise(const http::Request& request) {
  const auto key = key_in(request);
  if (!key) co_return std::nullopt;
  const auto& context = request.context;
  if (request.headers.has("Cookie")) co_return fail(Errc::malformed, "Send an API key or cookies, not both.", {}, "two_credentials");
  if (!request.path.starts_with("/api/")) co_return fail(Errc::forbidden, "API keys are for addresses under /api.", {}, "session_only");
  if (wrong_keys_.is_blocked(context.remote, WrongKeys::Clock::now()))
    co_return fail(Errc::too_many, "Too many wrong API keys came from your address. Wait a minute.");
  if (!is_well_formed_key(*key)) co_return refuse(context, "malformed", "This is no complete API key: it was mistyped or cut off.");
  constexpr auto not_good = "This API key is not good: unknown, revoked or expired.";
  auto found = co_await repository_.with_digest(context, digest_of_key(*key));
  if (!found) co_return refuse(context, "unknown", not_good);
  const auto now = Instant::now();
  if (!found->is_live(now)) co_return refuse(context, (found->revoked_at ? "revoked " : "expired ") + found->id.value, not_good);
  if (!found->last_used_at || now.us - found->last_used_at->us > minute_us) co_await repository_.touch(context, found->id);
  co_return found;
}

}  // namespace mvp::garage
