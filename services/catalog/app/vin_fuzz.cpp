// Decodes whatever comes, over a small catalogue, and checks what must hold of every answer. libFuzzer.
#include <cstdlib>

#include "vin/decoder.hpp"
#include "vin/small_index.hpp"
#include "vin/suggestion.hpp"
#include "vin/vin.hpp"

namespace {

namespace catalog = mvp::catalog;
namespace vin = mvp::catalog::vin;

void must(bool holds) {
  if (!holds) std::abort();
}

void check(const catalog::Index& index, std::string_view text, const vin::DecodeOptions& options) {
  const auto decoded = vin::decode(index, text, 2026, options);
  must(vin::normalise(decoded.vin) == decoded.vin);
  must(!decoded.valid || (decoded.vin.size() == vin::vin_length && vin::foreign_positions(decoded.vin).empty()));
  must(decoded.confidence >= 0 && decoded.confidence <= 1);
  must(decoded.elements.has_value() <= options.with_elements);
  must(!decoded.year || (*decoded.year >= 1980 && *decoded.year <= 2100));
  must(!decoded.year || (!decoded.year_candidates.empty() && decoded.year_candidates[0] == *decoded.year));
  for (const auto& finding : decoded.errors) must(!finding.position || (*finding.position >= 1 && *finding.position <= static_cast<int>(decoded.vin.size())));
  if (decoded.suggestion) must(vin::check_digit(*decoded.suggestion) == (*decoded.suggestion)[8]);
  const auto again = vin::decode(index, decoded.vin, 2026, options);
  must(mvp::json::encode(again) == mvp::json::encode(decoded));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto index = vin::small_index();
  if (size == 0) return 0;
  vin::DecodeOptions options{.with_elements = (data[0] & 1) != 0};
  if ((data[0] & 2) != 0) options.year = 1980 + data[0] / 4;
  check(*index, {reinterpret_cast<const char*>(data) + 1, size - 1}, options);
  return 0;
}
