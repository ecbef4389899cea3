#include "vehicles/directory.hpp"

#include "vehicles/lists.hpp"

namespace mvp::catalog::vehicles {
namespace {

template <class List>
Body body_of(const List& list) {
  return std::make_shared<const std::string>(json::encode(list));
}

}  // namespace

Directory::Directory(std::shared_ptr<const Index> index, int last_year)
    : index_(std::move(index)),
      last_year_(last_year),
      years_(body_of(vehicles::years(*index_, last_year))),
      types_(body_of(vehicles::types(*index_))),
      makes_of_any_year_(body_of(vehicles::makes(*index_, std::nullopt))),
      no_makes_(body_of(NamedList{})),
      search_(*index_) {
  for (int year = Years::first; year <= std::min(last_year, Years::last); ++year)
    if (index_->years().has(year)) makes_.emplace(year, body_of(vehicles::makes(*index_, year)));
}

const Body& Directory::makes(std::optional<int> year) const {
  if (!year) return makes_of_any_year_;
  const auto found = makes_.find(*year);
  return found == makes_.end() ? no_makes_ : found->second;
}

std::shared_ptr<const Directory> Directories::current() {
  const int last_year = this_year() + 1;  // next year's models are on sale already
  const auto is_current = [&](const auto& directory, const auto& index) {
    return directory && &directory->index() == index.get() && directory->last_year() == last_year;
  };
  const auto index = catalogue_.current();
  if (!index) return nullptr;
  if (auto directory = directory_.load(); is_current(directory, index)) return directory;
  const std::lock_guard lock(making_);
  if (auto directory = directory_.load(); is_current(directory, index)) return directory;
  auto made = std::make_shared<const Directory>(index, last_year);
  directory_.store(made);
  return made;
}

}  // namespace mvp::catalog::vehicles
