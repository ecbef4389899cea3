// Decodes a list of VINs on one thread, over and over, as often as bin/bench asks. One line of JSON per answer.
// usage: catalog_vin_bench CONNINFO FILE    stdin: seconds of each round; FILE: one VIN a line
#include <chrono>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "index/catalogue.hpp"
#include "index/loader.hpp"
#include "vin/decoder.hpp"

namespace {

namespace catalog = mvp::catalog;
using Clock = std::chrono::steady_clock;

std::vector<std::string> lines_of(const char* file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Decodes all once. @return for how many a model was found: the result is used, so nothing is optimised away.
std::size_t pass(const catalog::Index& index, const std::vector<std::string>& vins, int year) {
  std::size_t with_model = 0;
  for (const auto& vin : vins) with_model += catalog::vin::decode(index, vin, year).model.has_value();
  return with_model;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto vins = lines_of(argv[2]);
  const auto index = catalog::load_index(argv[1]);
  if (!index || vins.empty()) return 1;
  const int year = catalog::this_year();
  const auto started = Clock::now();
  const auto with_model = pass(*index, vins, year);
  std::cout << R"({"first_pass_s":)" << seconds_since(started) << R"(,"with_model":)" << with_model << "}" << std::endl;

  for (double seconds = 0; std::cin >> seconds;) {
    std::size_t decodes = 0;
    const auto start = Clock::now();
    do {
      pass(*index, vins, year);
      decodes += vins.size();
    } while (seconds_since(start) < seconds);
    std::cout << R"({"decodes":)" << decodes << R"(,"seconds":)" << seconds_since(start) << "}" << std::endl;
  }
}
