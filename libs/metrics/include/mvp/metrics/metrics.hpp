#pragma once
#include <map>
#include <memory>
#include <string>

namespace prometheus {
class Registry;
}

namespace mvp::metrics {

using Labels = std::map<std::string, std::string>;

/// The process's registry. Safe from any thread.
prometheus::Registry& registry();

/// Adds to a counter; made on first use. `name` ends in _total.
void count(const std::string& name, const std::string& help, const Labels& labels = {}, double by = 1);
/// Sets a gauge; made on first use.
void gauge(const std::string& name, const std::string& help, const Labels& labels, double value);
/// Records a duration in a histogram with buckets from 1 ms to 10 s. `name` ends in _seconds.
void observe(const std::string& name, const std::string& help, const Labels& labels, double seconds);

/// Everything in Prometheus' text format, with the process's resident memory, CPU seconds and open files.
std::string text();

}  // namespace mvp::metrics
