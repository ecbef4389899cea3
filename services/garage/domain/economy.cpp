#include "domain/economy.hpp"

#include <algorithm>
#include <list>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace mvp::garage {
namespace {

/// Nobody drives more between two readings, so a last reading that claims it is a typo.
constexpr std::int64_t most_m_per_day = 3'000'000;
/// A run of wrong readings longer than this is no typo.
constexpr std::size_t look_back = 200;

std::int64_t per_100km(std::int64_t amount, std::int64_t distance_m) {
  // 128 bits: the cost of a long log times 100,000 leaves 64.
  return static_cast<std::int64_t>((static_cast<__int128>(amount) * 100'000 + distance_m / 2) / distance_m);
}

bool may_follow(const Fill& earlier, const Fill& later) {
  const auto distance = *later.odometer_m - *earlier.odometer_m;
  const auto days = (later.filled_at.us - earlier.filled_at.us) / 86'400'000'000 + 1;
  return distance >= 0 && distance / most_m_per_day <= days;
}

/// The longest chain of readings that can all be true, and of the longest the one that spans the least distance.
/// @return for each of the ordered fill-ups whether its reading is an outlier.
std::vector<bool> find_outliers(const std::vector<const Fill*>& ordered) {
  struct Link {
    int length = 1;
    std::int64_t span = 0;
    std::size_t before = SIZE_MAX;
  };
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < ordered.size(); ++i)
    if (ordered[i]->odometer_m) known.push_back(i);
  std::vector<Link> links(known.size());
  const auto is_better = [](const Link& a, const Link& b) { return a.length != b.length ? a.length > b.length : a.span < b.span; };
  std::size_t best = SIZE_MAX;
  for (std::size_t j = 0; j < known.size(); ++j) {
    for (std::size_t i = j > look_back ? j - look_back : 0; i < j; ++i) {
      const auto &earlier = *ordered[known[i]], &later = *ordered[known[j]];
      if (!may_follow(earlier, later)) continue;
      const Link candidate{links[i].length + 1, links[i].span + *later.odometer_m - *earlier.odometer_m, i};
      if (is_better(candidate, links[j])) links[j] = candidate;
    }
    if (best == SIZE_MAX || is_better(links[j], links[best])) best = j;
  }
  std::vector<bool> outliers(ordered.size(), false);
  for (const auto i : known) outliers[i] = true;
  for (auto at = best; at != SIZE_MAX; at = links[at].before) outliers[known[at]] = false;
  return outliers;
}

/// Walks the fill-ups in order and cuts the chain into intervals.
class Chain {
 public:
  FillEconomy take(const Fill& fill, bool is_outlier) {
    if (fill.is_missed) {
      start_m_.reset();
      forget();
    }
    const bool has_reading = fill.odometer_m && !is_outlier;
    if (!fill.is_full || !has_reading) {
      add(fill);
      return none(is_outlier ? NoFigure::odometer_outlier : fill.is_full ? NoFigure::no_odometer : NoFigure::partial_fill);
    }
    if (!start_m_) {
      start_m_ = fill.odometer_m;
      last_ = nullptr;
      forget();
      return none(fill.is_missed ? NoFigure::missed_fill : NoFigure::first_fill);
    }
    if (*fill.odometer_m == *start_m_) return top_up(fill);
    add(fill);
    return close(fill);
  }

  std::vector<Interval> intervals() && { return {intervals_.begin(), intervals_.end()}; }

 private:
  static FillEconomy none(NoFigure reason) { return {.distance_m = {}, .volume_ml = {}, .ml_per_100km = {}, .reason = reason}; }

  void add(const Fill& fill) {
    volume_ml_ += fill.volume_ml;
    if (!fill.cost_minor) is_cost_known_ = false;
    else cost_minor_ += *fill.cost_minor;
  }
  void forget() {
    volume_ml_ = cost_minor_ = 0;
    is_cost_known_ = true;
  }

  /// A second fill-up at the stop that ended an interval: the tank had not been full, so it belongs to that interval.
  FillEconomy top_up(const Fill& fill) {
    if (last_) {
      last_->volume_ml += volume_ml_ + fill.volume_ml;
      last_->ml_per_100km = per_100km(last_->volume_ml, last_->distance_m);
      if (!fill.cost_minor || !is_cost_known_) last_->cost_minor.reset();
      else if (last_->cost_minor) *last_->cost_minor += cost_minor_ + *fill.cost_minor;
    }
    forget();
    return none(NoFigure::no_distance);
  }

  FillEconomy close(const Fill& fill) {
    const auto distance = *fill.odometer_m - *start_m_;
    intervals_.push_back({.fuel_log = fill.id,
                          .filled_at = fill.filled_at,
                          .distance_m = distance,
                          .volume_ml = volume_ml_,
                          .ml_per_100km = per_100km(volume_ml_, distance),
                          .cost_minor = is_cost_known_ ? std::optional(cost_minor_) : std::nullopt});
    last_ = &intervals_.back();
    start_m_ = fill.odometer_m;
    forget();
    return {.distance_m = last_->distance_m, .volume_ml = last_->volume_ml, .ml_per_100km = last_->ml_per_100km, .reason = {}};
  }

  std::list<Interval> intervals_{};  // a list: `last_` must stay valid
  Interval* last_ = nullptr;
  std::optional<std::int64_t> start_m_{};
  std::int64_t volume_ml_ = 0, cost_minor_ = 0;
  bool is_cost_known_ = true;
};

Economy summarise(std::vector<Interval> intervals) {
  Economy out;
  std::int64_t paid_distance_m = 0;
  for (const auto& i : intervals) {
    out.distance_m += i.distance_m;
    out.volume_ml += i.volume_ml;
    if (!i.cost_minor) continue;
    out.cost_minor += *i.cost_minor;
    paid_distance_m += i.distance_m;
  }
  if (out.distance_m > 0) out.average_ml_per_100km = per_100km(out.volume_ml, out.distance_m);
  if (paid_distance_m > 0) out.cost_minor_per_100km = per_100km(out.cost_minor, paid_distance_m);
  if (!intervals.empty()) out.last_ml_per_100km = intervals.back().ml_per_100km;
  out.intervals = std::move(intervals);
  return out;
}

/// Places of the fill-ups by date, of one date by odometer.
std::vector<std::size_t> order_of(const std::vector<Fill>& fills) {
  std::vector<std::size_t> order(fills.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::tuple(fills[i].filled_at, fills[i].odometer_m.value_or(0), i); });
  return order;
}

}  // namespace

Computed compute_economy(const std::vector<Fill>& fills) {
  const auto order = order_of(fills);
  std::vector<const Fill*> ordered;
  for (const auto i : order) ordered.push_back(&fills[i]);
  const auto outliers = find_outliers(ordered);

  Computed out;
  out.fills.resize(fills.size());
  Chain chain;
  for (std::size_t i = 0; i < ordered.size(); ++i) out.fills[order[i]] = chain.take(*ordered[i], outliers[i]);
  out.economy = summarise(std::move(chain).intervals());

  // A top-up after the fact changes the figure of the interval it belongs to.
  std::unordered_map<std::string_view, std::size_t> index;
  for (std::size_t i = 0; i < fills.size(); ++i) index.emplace(fills[i].id, i);
  for (const auto& interval : out.economy.intervals)
    out.fills[index.at(interval.fuel_log)] = {
        .distance_m = interval.distance_m, .volume_ml = interval.volume_ml, .ml_per_100km = interval.ml_per_100km, .reason = {}};
  for (const auto i : order)
    if (out.fills[i].reason) out.economy.excluded.push_back({fills[i].id, *out.fills[i].reason});
  return out;
}

std::optional<std::int64_t> latest_odometer_m(const std::vector<Fill>& readings) {
  std::vector<const Fill*> ordered;
  for (const auto i : order_of(readings)) ordered.push_back(&readings[i]);
  const auto outliers = find_outliers(ordered);
  for (std::size_t i = ordered.size(); i-- > 0;)
    if (ordered[i]->odometer_m && !outliers[i]) return ordered[i]->odometer_m;
  return std::nullopt;
}

}  // namespace mvp::garage
