#include "app/refresher.hpp"

#include <malloc.h>

#include "index/loader.hpp"
#include "mvp/log/log.hpp"
#include "mvp/metrics/metrics.hpp"

namespace mvp::catalog {
namespace {

using Clock = std::chrono::steady_clock;

void report(const Index& index, Clock::duration took) {
  const auto seconds = std::chrono::duration<double>(took).count();
  metrics::gauge("catalog_index_patterns", "VIN patterns in memory", {}, static_cast<double>(index.pattern_count()));
  metrics::gauge("catalog_index_import", "Number of the import in memory (catalog_imports.id)", {},
                 std::stod(index.dataset().substr(index.dataset().find('/') + 1)));
  metrics::gauge("catalog_index_load_seconds", "How long the last load of the index took", {}, seconds);
  log::info("catalogue loaded", {{"dataset", index.dataset()},
                                 {"patterns", std::to_string(index.pattern_count())},
                                 {"manufacturers", std::to_string(index.wmi_count())},
                                 {"seconds", std::to_string(seconds)}});
}

}  // namespace

Refresher::Refresher(Catalogue& catalogue, std::string conninfo, std::function<void()> on_loaded)
    : catalogue_(catalogue), conninfo_(std::move(conninfo)), on_loaded_(std::move(on_loaded)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Refresher::look() {
  const auto in_use = catalogue_.current();
  const auto newest = current_import(conninfo_);
  if (newest.empty() || (in_use && in_use->dataset() == newest)) return;
  const auto started = Clock::now();
  const auto index = load_index(conninfo_);
  if (!index) return;
  catalogue_.replace(index);
  on_loaded_();
  ::malloc_trim(0);  // what loading needed goes back to the system; the index is built once and kept for long
  report(*index, Clock::now() - started);
}

void Refresher::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      look();
      is_failing_ = false;
    } catch (const std::exception& e) {
      if (!is_failing_) log::warn("catalogue cannot be read", {{"reason", e.what()}});
      is_failing_ = true;
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, catalogue_.current() ? std::chrono::seconds(10) : std::chrono::seconds(1), [] { return false; });
  }
}

}  // namespace mvp::catalog
