#include "request_metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <atomic>
#include <string>

#include "mvp/metrics/metrics.hpp"

namespace mvp::http {
namespace {

/// The counter of a status. Looked up by name and labels once per status, not at every request.
prometheus::Counter& answers(int status) {
  static auto& family =
      prometheus::BuildCounter().Name("http_requests_total").Help("Requests answered.").Register(metrics::registry());
  static std::array<std::atomic<prometheus::Counter*>, 600> known{};
  const bool is_usual = status >= 0 && status < static_cast<int>(known.size());
  if (is_usual)
    if (auto* const counter = known[static_cast<std::size_t>(status)].load()) return *counter;
  auto& counter = family.Add({{"status", std::to_string(status)}});
  if (is_usual) known[static_cast<std::size_t>(status)] = &counter;
  return counter;
}

}  // namespace

void record_answer(int status, std::chrono::duration<double> took) {
  static auto& durations = prometheus::BuildHistogram()
                               .Name("http_request_duration_seconds")
                               .Help("Time from the whole request to its answer.")
                               .Register(metrics::registry())
                               .Add({}, prometheus::Histogram::BucketBoundaries{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                                                                0.5, 1, 2.5, 10});
  answers(status).Increment();
  durations.Observe(took.count());
}

}  // namespace mvp::http
