#include "vin/origin.hpp"

#include <algorithm>

namespace mvp::catalog::vin {
namespace {

/// Second characters from..to after this first one; their order is A-Z, 1-9, 0.
struct Range {
  char first, from, to;
  std::string_view country;
};

constexpr std::string_view order = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890";

constexpr Range ranges[] = {
    {'A', 'A', 'H', "SOUTH AFRICA"},      {'B', 'A', 'A', "ANGOLA"},          {'B', 'C', 'C', "ETHIOPIA"},
    {'B', 'F', 'F', "KENYA"},             {'B', 'U', 'U', "UGANDA"},          {'C', 'F', 'F', "MADAGASCAR"},
    {'C', 'L', 'R', "TUNISIA"},           {'D', 'A', 'E', "EGYPT"},           {'D', 'F', 'K', "MOROCCO"},
    {'H', 'A', '0', "CHINA"},             {'J', 'A', '0', "JAPAN"},           {'K', 'F', 'H', "ISRAEL"},
    {'K', 'L', 'R', "SOUTH KOREA"},       {'L', 'A', '0', "CHINA"},           {'M', 'A', 'E', "INDIA"},
    {'M', 'F', 'K', "INDONESIA"},         {'M', 'L', 'R', "THAILAND"},        {'M', 'S', 'S', "MYANMAR"},
    {'M', 'Z', '5', "INDIA"},             {'N', 'A', 'E', "IRAN"},            {'N', 'F', 'F', "PAKISTAN"},
    {'N', 'L', 'R', "TURKEY"},            {'P', 'A', 'C', "PHILIPPINES"},     {'P', 'F', 'G', "SINGAPORE"},
    {'P', 'L', 'R', "MALAYSIA"},          {'R', 'F', 'G', "TAIWAN"},          {'R', 'L', 'M', "VIETNAM"},
    {'R', 'P', 'P', "LAOS"},              {'S', 'A', 'M', "UNITED KINGDOM (UK)"}, {'S', 'N', 'T', "GERMANY"},
    {'S', 'U', 'Z', "POLAND"},            {'S', '1', '2', "LATVIA"},          {'T', 'A', 'H', "SWITZERLAND"},
    {'T', 'J', 'P', "CZECH REPUBLIC"},    {'T', 'R', 'V', "HUNGARY"},         {'T', 'W', '2', "PORTUGAL"},
    {'U', 'H', 'M', "DENMARK"},           {'U', 'N', 'R', "IRELAND"},         {'U', 'U', 'X', "ROMANIA"},
    {'U', '5', '7', "SLOVAKIA"},          {'V', 'A', 'E', "AUSTRIA"},         {'V', 'F', 'R', "FRANCE"},
    {'V', 'S', 'W', "SPAIN"},             {'V', 'X', '2', "SERBIA"},          {'V', '3', '5', "CROATIA"},
    {'V', '6', '8', "ESTONIA"},           {'W', 'A', '0', "GERMANY"},         {'X', 'A', 'E', "BULGARIA"},
    {'X', 'F', 'H', "GREECE"},            {'X', 'J', 'K', "RUSSIA"},          {'X', 'L', 'R', "NETHERLANDS"},
    {'X', 'S', 'W', "RUSSIA"},            {'X', 'X', 'Y', "LUXEMBOURG"},      {'X', 'Z', '0', "RUSSIA"},
    {'Y', 'A', 'E', "BELGIUM"},           {'Y', 'F', 'K', "FINLAND"},         {'Y', 'N', 'N', "MALTA"},
    {'Y', 'S', 'W', "SWEDEN"},            {'Y', 'X', '2', "NORWAY"},          {'Y', '3', '5', "BELARUS"},
    {'Y', '6', '8', "UKRAINE"},           {'Z', 'A', 'U', "ITALY"},           {'Z', 'X', 'Z', "SLOVENIA"},
    {'Z', '3', '5', "LITHUANIA"},         {'1', 'A', '0', "UNITED STATES (USA)"}, {'2', 'A', '5', "CANADA"},
    {'3', 'A', 'X', "MEXICO"},            {'4', 'A', '0', "UNITED STATES (USA)"}, {'5', 'A', '0', "UNITED STATES (USA)"},
    {'6', 'A', 'X', "AUSTRALIA"},         {'7', 'A', 'E', "NEW ZEALAND"},     {'7', 'F', '0', "UNITED STATES (USA)"},
    {'8', 'A', 'E', "ARGENTINA"},         {'8', 'F', 'J', "CHILE"},           {'8', 'L', 'N', "ECUADOR"},
    {'8', 'S', 'T', "PERU"},              {'8', 'X', '2', "VENEZUELA"},       {'9', 'A', 'E', "BRAZIL"},
    {'9', 'F', 'J', "COLOMBIA"},          {'9', 'S', 'V', "URUGUAY"},         {'9', '3', '9', "BRAZIL"},
};

}  // namespace

std::string_view country_of(std::string_view vin) {
  if (vin.size() < 2) return {};
  const auto second = order.find(vin[1]);
  if (second == std::string_view::npos) return {};
  for (const auto& range : ranges)
    if (range.first == vin[0] && second >= order.find(range.from) && second <= order.find(range.to)) return range.country;
  return {};
}

}  // namespace mvp::catalog::vin
