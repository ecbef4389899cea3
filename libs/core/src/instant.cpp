#include "mvp/core/instant.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

namespace mvp {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

/// Reads fixed-width digits off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool is_done() const { return rest_.empty(); }
  char next() const { return rest_.empty() ? '\0' : rest_.front(); }

 private:
  std::string_view rest_;
};

std::optional<sys_days> scan_date(Scanner& in) {
  const auto y = in.digits(4);
  if (!y || !in.skip('-')) return std::nullopt;
  const auto m = in.digits(2);
  if (!m || !in.skip('-')) return std::nullopt;
  const auto d = in.digits(2);
  if (!d || *y < 1) return std::nullopt;
  const year_month_day date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

std::optional<std::int64_t> scan_fraction_us(Scanner& in) {
  if (!in.skip('.')) return 0;
  std::int64_t us = 0;
  int places = 0;
  while (in.next() >= '0' && in.next() <= '9') {
    const int digit = *in.digits(1);
    if (places < 6) us = us * 10 + digit;
    ++places;
  }
  if (places == 0) return std::nullopt;
  for (; places < 6; ++places) us *= 10;
  return us;
}

/// Minutes east of UTC. PostgreSQL omits zero minutes: "+00".
std::optional<int> scan_offset(Scanner& in) {
  if (in.skip('Z') || in.skip('z')) return 0;
  const int sign = in.next() == '-' ? -1 : 1;
  if (!in.skip('+') && !in.skip('-')) return std::nullopt;
  const auto hours = in.digits(2);
  if (!hours || *hours > 23) return std::nullopt;
  int minutes = 0;
  if (!in.is_done()) {
    in.skip(':');
    const auto m = in.digits(2);
    if (!m || *m > 59) return std::nullopt;
    minutes = *m;
  }
  return sign * (*hours * 60 + minutes);
}

}  // namespace

Instant Instant::now() {
  using namespace std::chrono;
  return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

Result<Instant> Instant::parse(std::string_view text) {
  const auto refusal = fail(Errc::invalid, "must be a time such as 2024-03-10T16:01:00Z");
  Scanner in(text);
  const auto date = scan_date(in);
  if (!date || !(in.skip('T') || in.skip('t') || in.skip(' '))) return refusal;
  const auto h = in.digits(2);
  if (!h || *h > 23 || !in.skip(':')) return refusal;
  const auto m = in.digits(2);
  if (!m || *m > 59 || !in.skip(':')) return refusal;
  const auto s = in.digits(2);
  if (!s || *s > 59) return refusal;
  const auto fraction = scan_fraction_us(in);
  if (!fraction) return refusal;
  const auto offset = scan_offset(in);
  if (!offset || !in.is_done()) return refusal;
  const std::int64_t seconds =
      date->time_since_epoch().count() * 86'400LL + *h * 3'600 + (*m - *offset) * 60 + *s;
  return Instant{seconds * 1'000'000 + *fraction};
}

std::string Instant::to_string() const {
  using namespace std::chrono;
  const sys_time<microseconds> time{microseconds(us)};
  const auto midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{time - midnight};
  auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                          clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (const auto fraction = clock.subseconds().count(); fraction != 0) text += fmt::format(".{:06}", fraction);
  return text + 'Z';
}

Result<Date> Date::parse(std::string_view text) {
  Scanner in(text);
  const auto date = scan_date(in);
  if (!date || !in.is_done()) return fail(Errc::invalid, "must be a date such as 2024-05-31");
  return Date{static_cast<std::int32_t>(date->time_since_epoch().count())};
}

std::string Date::to_string() const {
  const year_month_day date{sys_days(std::chrono::days(days))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace mvp
