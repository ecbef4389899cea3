#pragma once
#include <string_view>

namespace mvp::catalog::vin {

/// The country whose makers have identifiers that begin as this VIN does, in vPIC's spelling; empty if it is not
/// assigned or not known. For makers that the catalogue does not know. Source: ISO 3780.
std::string_view country_of(std::string_view vin);

}  // namespace mvp::catalog::vin
