#pragma once
#include <string_view>
#include <vector>

#include "index/index.hpp"
#include "vin/choice.hpp"
#include "vin/decoded_vin.hpp"

namespace mvp::catalog::vin {

/// What can be said about the number itself, before the catalogue is asked.
struct NumberCheck {
  std::vector<Finding> findings{};
  bool is_valid = false;    ///< nothing is wrong by the law of the place it comes from
  bool is_whole = false;    ///< 17 characters, all known
  bool is_verified = false; ///< the check digit is right
};
NumberCheck check_number(std::string_view vin);

/// What the catalogue does not know about a whole VIN, or knows otherwise. `known_year`: what the asker said.
void add_findings(const Index& index, const Wmi& wmi, std::string_view vin, const Choice& choice, std::optional<int> known_year,
                  std::vector<Finding>& findings);

Finding unknown_manufacturer();

}  // namespace mvp::catalog::vin
