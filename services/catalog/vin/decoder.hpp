#pragma once
#include <string_view>

#include "index/index.hpp"
#include "vin/decoded_vin.hpp"

namespace mvp::catalog::vin {

/// Decodes any text, well-formed or not: what is wrong is in `errors`, what can be read all the same is read.
/// `this_year` bounds the model years (at most two ahead of it).
DecodedVin decode(const Index& index, std::string_view text, int this_year);

}  // namespace mvp::catalog::vin
