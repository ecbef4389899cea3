#include "mvp/pg/database.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>

#include "exclusive_lane.hpp"
#include "fast_lane.hpp"
#include "mvp/log/log.hpp"

namespace mvp::pg {
class Database::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(boost::asio::any_io_executor executor, const DatabaseConfig& config)
      : config_(config), exclusive_(std::make_shared<ExclusiveLane>(executor, config)), idle_timer_(executor) {
    for (int i = 0; i < std::max(1, config.fast_connections); ++i)
      fast_.push_back(std::make_shared<FastLane>(executor, config));
  }

  Task<ResultPtr> run(std::string sql, Params params, Deadline deadline) {
    watch_idle();
    const auto lane = *std::ranges::min_element(fast_, {}, [](const auto& l) { return l->load(); });
    return lane->run(std::move(sql), std::move(params), deadline);
  }
  Task<std::unique_ptr<Transaction>> begin(Deadline deadline) {
    watch_idle();
    return exclusive_->begin(deadline);
  }
  /// @return true if a connection stays open.
  bool close_idle(Deadline unused_since) {
    bool is_any_open = exclusive_->close_if_idle(unused_since);
    for (const auto& lane : fast_) is_any_open |= lane->close_if_idle(unused_since);
    return is_any_open;
  }

 private:
  /// Looks twice in the idle time while a connection is open: a process nobody talks to has no timers.
  void watch_idle() {
    if (std::exchange(is_watching_, true)) return;
    idle_timer_.expires_after(config_.idle_close / 2);
    idle_timer_.async_wait([weak = weak_from_this()](boost::system::error_code ec) {
      const auto self = weak.lock();
      if (!self || ec) return;
      self->is_watching_ = false;
      if (self->close_idle(std::chrono::steady_clock::now() - self->config_.idle_close)) self->watch_idle();
    });
  }

  DatabaseConfig config_;
  std::vector<std::shared_ptr<FastLane>> fast_{};
  std::shared_ptr<ExclusiveLane> exclusive_;
  boost::asio::steady_timer idle_timer_;
  bool is_watching_ = false;
};

Database::Database(boost::asio::any_io_executor executor, DatabaseConfig config)
    : impl_(std::make_shared<Impl>(std::move(executor), config)) {}
Database::~Database() = default;

Task<ResultPtr> Database::run(Deadline deadline, std::string sql, Params params) {
  return impl_->run(std::move(sql), std::move(params), deadline);
}

Task<std::int64_t> Database::affected(Deadline deadline, std::string sql, Params params) {
  const auto result = co_await run(deadline, std::move(sql), std::move(params));
  co_return affected_by(result.get());
}

Task<std::int64_t> Transaction::affected(std::string sql, Params params) {
  const auto result = co_await run(std::move(sql), std::move(params));
  co_return affected_by(result.get());
}

Task<std::unique_ptr<Transaction>> Database::begin(Deadline deadline) { return impl_->begin(deadline); }

Task<> Database::commit(Transaction& tx) { return static_cast<OpenTransaction&>(tx).end("COMMIT"); }

Task<> Database::rollback(Transaction& tx) noexcept {
  auto& open = static_cast<OpenTransaction&>(tx);
  if (!open.can_end()) co_return;
  try {
    co_await open.end("ROLLBACK");
  } catch (const std::exception& e) {
    log::warn("rollback failed, the connection is dropped", {{"what", e.what()}});
  }
}

Task<bool> Database::is_reachable(const Context& context) {
  try {
    co_await exec(context, "SELECT 1");
    co_return true;
  } catch (const std::exception&) {
    co_return false;
  }
}

void Database::close_idle() { impl_->close_idle(std::chrono::steady_clock::now()); }

}  // namespace mvp::pg
