// Takes whatever comes as a request target, as a search, as a key and as something typed, and checks what must hold.
// libFuzzer.
#include <algorithm>
#include <cstdlib>

#include "index/key.hpp"
#include "target.hpp"
#include "vehicles/edit_distance.hpp"
#include "vehicles/search.hpp"
#include "vehicles/small_catalogue.hpp"

namespace {

namespace catalog = mvp::catalog;
namespace vehicles = mvp::catalog::vehicles;

void must(bool holds) {
  if (!holds) std::abort();
}

void check_target(std::string_view text) {
  const auto target = mvp::http::parse_target(text);
  if (!target) return;
  must(target->path.starts_with('/'));
  must(target->path.find("/../") == std::string::npos && !target->path.ends_with("/.."));
}

void check_search(std::string_view typed) {
  static const auto index = vehicles::small_catalogue();
  static const vehicles::SearchIndex search(*index);
  const auto hits = search.find(typed, 5, 2027);
  must(hits.items.size() <= 5);
  for (const auto& word : vehicles::words_of(typed)) {
    must(!word.empty());
    must(vehicles::prefix_distance(word, word, 2) == 0);
  }
}

void check_key(std::string_view text) {
  catalog::KeyTable keys;
  const auto key = keys.add(text);
  keys.finish();
  const catalog::Subject subject("1HGCM82633A004352");
  if (!keys.matches(key, subject)) return;
  for (std::size_t place = 0; place < catalog::key_places; ++place)
    must((keys.named_places(key) >> place & 1) == 0 || (keys.allowed(key, place) & subject.at(place)) != 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_target(text);
  check_search(text);
  check_key(text);
  return 0;
}
