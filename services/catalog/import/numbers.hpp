#pragma once
#include <cstdint>
#include <string>

namespace mvp::catalog::vpic_import {

/// "1,083,213"
std::string grouped(std::uint64_t number);
inline std::string grouped(std::int64_t number) { return grouped(static_cast<std::uint64_t>(number)); }

}  // namespace mvp::catalog::vpic_import
