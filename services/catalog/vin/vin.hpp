#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mvp::catalog::vin {

inline constexpr std::size_t vin_length = 17;
/// Stands for a character that is not known.
inline constexpr char unknown_character = '*';

/// Upper case, without the spaces and hyphens people write. Says nothing about validity.
std::string normalise(std::string_view text);

/// Positions (from 1) of characters that no VIN has: I, O, Q and everything but A-Z and 0-9.
/// Source: 49 CFR 565.13(e), ISO 3779.
std::vector<int> foreign_positions(std::string_view vin);

/// What position 9 must be: '0'-'9' or 'X'. nullopt unless `vin` has 17 characters that may be in one (position 9 may
/// be anything). Source: 49 CFR 565.15(c).
std::optional<char> check_digit(std::string_view vin);

/// True for identifiers of North America (1-5, and 7F-70 of the US), where the check digit is law; makers elsewhere use
/// position 9 as they like, save for what they sell there.
bool has_check_digit_by_law(std::string_view vin);

/// The manufacturer's identifier: the first three characters, with positions 12-14 when the third is 9 (a maker of
/// fewer than 1,000 vehicles a year). Source: 49 CFR 565.15(a).
std::string wmi_of(std::string_view vin);

}  // namespace mvp::catalog::vin
