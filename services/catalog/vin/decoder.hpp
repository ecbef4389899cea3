#pragma once
#include <optional>
#include <string_view>

#include "index/index.hpp"
#include "vin/decoded_vin.hpp"

namespace mvp::catalog::vin {

struct DecodeOptions {
  std::optional<int> year{};   ///< the model year, where the asker knows it
  bool with_elements = false;  ///< every element known, too
};

/// Decodes any text, well-formed or not: what is wrong is in `errors`, what can be read all the same is read; "*" stands
/// for a character not known. `this_year` bounds the model years (at most two ahead of it).
DecodedVin decode(const Index& index, std::string_view text, int this_year, const DecodeOptions& options = {});

}  // namespace mvp::catalog::vin
