#include "app/membership_snapshot.hpp"

#include <algorithm>

#include "mvp/log/log.hpp"

namespace mvp::garage {
namespace {

using namespace std::chrono_literals;
constexpr auto fresh_for = 2s;
constexpr auto usable_for = 60s;
constexpr auto patience = 3s;
constexpr auto retry_pause = 1s;

}  // namespace

MembershipSnapshot::MembershipSnapshot(boost::asio::any_io_executor executor, http::Client& client, oidc::ServiceTokenSource& tokens,
                                       std::string tenants_url, std::string tenant)
    : client_(client), tokens_(tokens), url_(std::move(tenants_url) + "/api/v1/tenants/" + tenant + "/snapshot"), waiting_(executor) {}

Task<> MembershipSnapshot::fetch(Context context) {
  const auto asked_at = Clock::now();  // what the answer says may be as old as the question
  context.deadline = std::min(context.deadline, asked_at + patience);
  http::ClientRequest request{.url = url_};
  request.headers.set("Authorization", "Bearer " + co_await tokens_.token(context));
  if (!etag_.empty()) request.headers.set("If-None-Match", etag_);
  const auto answer = co_await client_.send(context, std::move(request));
  if (answer.status == 304) {
    fetched_at_ = asked_at;
    co_return;
  }
  if (answer.status != 200) throw Unavailable("the control plane answered the snapshot with " + std::to_string(answer.status));
  auto content = json::decode<Content>(answer.body);
  if (!content) throw Unavailable("the control plane's snapshot is not as agreed: " + content.error().field + " " + content.error().detail);
  content_ = std::move(*content);
  roles_.clear();
  for (const auto& member : content_.members)
    if (member.state == "active") roles_.emplace(member.sub, member.role);
  etag_ = std::string(answer.headers.find("ETag"));
  fetched_at_ = asked_at;
}

Task<const MembershipSnapshot::Content*> MembershipSnapshot::current(Context context) {
  while (is_fetching_)
    if (!co_await waiting_.wait(context.deadline)) throw Unavailable("no word from the control plane in time");
  const auto is_younger = [this](auto age) { return fetched_at_ && Clock::now() - *fetched_at_ < age; };
  if (!is_younger(fresh_for) && Clock::now() >= retry_at_) {
    is_fetching_ = true;
    try {
      co_await fetch(context);
    } catch (const std::exception& e) {
      log::write(log::Level::warn, context, "membership not refreshed", {{"what", e.what()}});
      retry_at_ = Clock::now() + retry_pause;
    }
    is_fetching_ = false;
    waiting_.wake_all();
  }
  if (!is_younger(usable_for)) throw Unavailable("membership is unknown: the control plane is away");
  co_return &content_;
}

std::string MembershipSnapshot::role_of(const std::string& subject) const {
  const auto found = roles_.find(subject);
  return found == roles_.end() ? std::string() : found->second;
}

std::string MembershipSnapshot::known_role_of(const std::string& subject) const {
  const auto found = std::ranges::find(content_.members, subject, &Member::sub);
  return found == content_.members.end() ? std::string() : found->role;
}

bool MembershipSnapshot::is_revoked(const std::string& subject, const std::string& sid, std::int64_t created_at_ms) const {
  return std::ranges::any_of(content_.revoked_sessions, [&](const auto& ended) {
    return created_at_ms <= ended.at_ms && (ended.sid.empty() ? ended.sub == subject : ended.sid == sid);
  });
}

bool MembershipSnapshot::is_platform_admin(const std::string& subject) const {
  return std::ranges::find(content_.platform_admins, subject) != content_.platform_admins.end();
}

}  // namespace mvp::garage
