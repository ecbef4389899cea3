#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <stdexcept>
#include <tuple>

#include "index/builder.hpp"
#include "index/text.hpp"

// What IndexBuilder::finish() works out of the rows.
namespace mvp::catalog {
namespace {

/// Trailers and chassis are decoded, but nobody picks one from a list of vehicles.
bool is_listed(VehicleType type) { return type != VehicleType::trailer && type != VehicleType::incomplete; }

}  // namespace

void IndexBuilder::give_slots() {
  std::array<bool, element_limit> is_used{};
  for (const auto& pattern : index_->patterns_) is_used[index_of(pattern.element)] = true;
  std::array<std::uint8_t, element_limit> slots{};
  for (std::size_t i = 0; i < element_limit; ++i)
    if (is_used[i]) slots[i] = static_cast<std::uint8_t>(index_->slots_++);
  if (index_->slots_ > most_slots) throw std::logic_error("patterns speak of more elements than there are slots for");
  for (auto& pattern : index_->patterns_) pattern.slot = slots[index_of(pattern.element)];
}

void IndexBuilder::make_runs() {
  auto& index = *index_;
  const auto& keys = index.keys_;
  for (std::uint32_t schema = 0; schema + 1 < index.schema_begin_.size(); ++schema) {
    index.runs_begin_.push_back(static_cast<std::uint32_t>(index.runs_.size()));
    auto& named_characters = index.named_characters_.emplace_back();
    const auto begin = index.schema_begin_[schema], end = index.schema_begin_[schema + 1];
    std::sort(index.patterns_.begin() + begin, index.patterns_.begin() + end,
              [](const Pattern& a, const Pattern& b) { return std::tie(a.key, a.id) < std::tie(b.key, b.id); });
    for (auto at = begin; at < end;) {
      Run run{.begin = at, .key = index.patterns_[at].key};
      while (at < end && index.patterns_[at].key == run.key && run.count < UINT16_MAX) ++at, ++run.count;
      run.named = static_cast<std::uint16_t>(keys.named_places(run.key));
      run.length = keys.length(run.key);
      int nth = 0;
      for (unsigned named = run.named; named != 0; named &= named - 1, ++nth) {
        const auto place = static_cast<std::size_t>(std::countr_zero(named));
        const auto allowed = keys.allowed(run.key, place);
        named_characters[place] |= allowed;
        if (nth == 0) run.first = allowed;
        if (nth == 1) run.second = allowed;
      }
      index.runs_.push_back(run);
    }
  }
  index.runs_begin_.push_back(static_cast<std::uint32_t>(index.runs_.size()));
  index.runs_.shrink_to_fit();
}

void IndexBuilder::sort_uses_by_year() {
  for (auto& [code, wmi] : index_->wmis_) {
    for (int year = Years::first; year <= Years::last; ++year) {
      wmi.year_begin.push_back(static_cast<std::uint16_t>(wmi.by_year.size()));
      for (std::size_t i = 0; i < wmi.schemas.size(); ++i)
        if (year >= wmi.schemas[i].year_from && year <= wmi.schemas[i].year_to) wmi.by_year.push_back(static_cast<std::uint16_t>(i));
    }
    if (wmi.by_year.size() > UINT16_MAX) throw std::logic_error("a manufacturer with more schemas than any has");
    wmi.year_begin.push_back(static_cast<std::uint16_t>(wmi.by_year.size()));
    wmi.by_year.shrink_to_fit();
  }
}

void IndexBuilder::note_uses_of_models() {
  std::vector<std::vector<ModelUse>> uses(index_->models_.size());
  for (const auto& [code, wmi] : index_->wmis_) {
    if (!is_listed(wmi.type)) continue;
    for (const auto& use : wmi.schemas)
      for (const auto& pattern : index_->patterns(use.schema)) {
        if (pattern.element != Element::model) continue;
        auto& of_model = uses[pattern.value];
        const bool is_there = !of_model.empty() && of_model.back().wmi == &wmi && of_model.back().schema == use.schema && of_model.back().year_from == use.year_from;
        if (!is_there) of_model.push_back({.wmi = &wmi, .schema = use.schema, .year_from = use.year_from, .year_to = use.year_to});
      }
  }
  for (const auto& of_model : uses) {
    index_->model_uses_begin_.push_back(static_cast<std::uint32_t>(index_->model_uses_.size()));
    index_->model_uses_.insert(index_->model_uses_.end(), of_model.begin(), of_model.end());
  }
  index_->model_uses_begin_.push_back(static_cast<std::uint32_t>(index_->model_uses_.size()));
}

void IndexBuilder::note_years() {
  for (auto& model : index_->models_) {
    for (const auto& use : index_->uses_of(model)) model.years.add(use.year_from, use.year_to);
    if (model.make) index_->makes_[*model.make].years.bits |= model.years.bits;
    index_->years_.bits |= model.years.bits;
  }
}

void IndexBuilder::note_bodies() {
  // Ids of vPIC's table BodyStyle, as spVinDecode_Core lists them.
  constexpr std::string_view off_road[] = {"69", "84", "86", "88", "97", "105", "113", "124", "126", "127"};
  constexpr std::string_view incomplete[] = {"62", "63", "64", "65", "67", "70", "71", "72", "74", "75", "76", "77", "78", "107", "112", "116"};
  const auto& bodies = lookups_["BodyStyle"];
  const auto note = [&](std::span<const std::string_view> ids, BodyKind kind) {
    for (const auto id : ids)
      if (const auto body = bodies.find(id); body != bodies.end()) index_->body_kinds_.emplace(body->second, kind);
  };
  note(off_road, BodyKind::off_road);
  note(incomplete, BodyKind::incomplete);
}

void IndexBuilder::note_vehicle_types() {
  for (const auto& [id, name] : lookups_["VehicleType"])
    if (const auto value = whole_number<std::int32_t>(id)) index_->vehicle_types_.push_back({.id = *value, .name = name});
  std::ranges::sort(index_->vehicle_types_, {}, &Numbered::id);
}

void IndexBuilder::sort_makes() {
  for (auto& make : index_->makes_)
    std::ranges::sort(make.models, {}, [&](std::uint32_t model) { return lower(index_->text(index_->models_[model].name)); });
}

}  // namespace mvp::catalog
