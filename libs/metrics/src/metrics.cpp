#include "mvp/metrics/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace mvp::metrics {
namespace {

const prometheus::Histogram::BucketBoundaries duration_buckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                               0.1,   0.25,   0.5,   1,    2.5,   10};

void refresh_process_gauges() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  gauge("process_cpu_seconds", "User and system CPU time spent.", {}, seconds(usage.ru_utime) + seconds(usage.ru_stime));
  long pages = 0, resident = 0;
  if (std::ifstream statm("/proc/self/statm"); statm >> pages >> resident)
    gauge("process_resident_memory_bytes", "Resident memory.", {}, static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)));
  std::error_code ec;
  const auto files = std::distance(std::filesystem::directory_iterator("/proc/self/fd", ec), {});
  gauge("process_open_fds", "Open file descriptors.", {}, static_cast<double>(files));
}

}  // namespace

prometheus::Registry& registry() {
  static prometheus::Registry instance(prometheus::Registry::InsertBehavior::Merge);
  return instance;
}

void count(const std::string& name, const std::string& help, const Labels& labels, double by) {
  prometheus::BuildCounter().Name(name).Help(help).Register(registry()).Add(labels).Increment(by);
}

void gauge(const std::string& name, const std::string& help, const Labels& labels, double value) {
  prometheus::BuildGauge().Name(name).Help(help).Register(registry()).Add(labels).Set(value);
}

void observe(const std::string& name, const std::string& help, const Labels& labels, double seconds) {
  prometheus::BuildHistogram().Name(name).Help(help).Register(registry()).Add(labels, duration_buckets).Observe(seconds);
}

std::string text() {
  refresh_process_gauges();
  return prometheus::TextSerializer().Serialize(registry().Collect());
}

}  // namespace mvp::metrics
