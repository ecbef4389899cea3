#pragma once
#include "index/index.hpp"
#include "vin/decoded_vin.hpp"
#include "vin/reading.hpp"

namespace mvp::catalog::vin {

/// The text of an item; empty for what vPIC calls "Not Applicable".
std::string text_of(const Index& index, const Subject& subject, const Item& item);

/// Writes what a reading says into `decoded`, and the maker's part.
void describe(const Index& index, const Wmi& wmi, const Subject& subject, const Reading& reading, DecodedVin& decoded);

/// Every element known, by vPIC's number, conversions of the displacement included.
std::vector<VinElement> all_elements(const Index& index, const Wmi& wmi, const Subject& subject, const Reading& reading);

}  // namespace mvp::catalog::vin
