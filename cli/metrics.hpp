#pragma once
#include <optional>
#include <string_view>

namespace mvp::cli {

/// The value of a metric without labels in Prometheus' text format; nullopt when it is not there.
std::optional<double> metric(std::string_view text, std::string_view name);

}  // namespace mvp::cli
