#include "index/catalogue.hpp"

namespace mvp::catalog {

int this_year() {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return static_cast<int>(std::chrono::year_month_day(today).year());
}

}  // namespace mvp::catalog
