#include "app/rate_limit.hpp"

#include <algorithm>

#include "mvp/http/problem.hpp"

namespace mvp::landing {

Task<std::optional<http::Response>> RateLimit::refuse(const Context& context, std::string who) {
  // In one step: a counter that lost its expiry between two commands would lock the address out for good.
  static const std::string script =
      "local n=redis.call('INCR',KEYS[1]) if n==1 then redis.call('EXPIRE',KEYS[1],60) end "
      "return {n,redis.call('TTL',KEYS[1])}";
  const auto reply = co_await redis_.command(context, {"EVAL", script, "1", "rate:" + name_ + ":" + who});
  const auto& counted = reply.list();
  if (counted.at(0).integer() <= per_minute) co_return std::nullopt;
  auto response = http::problem({Errc::too_many, refusal_}, context);
  response.headers.set("Retry-After", std::to_string(std::max<std::int64_t>(1, counted.at(1).integer())));
  co_return response;
}

}  // namespace mvp::landing
