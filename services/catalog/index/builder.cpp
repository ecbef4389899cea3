#include "index/builder.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

namespace mvp::catalog {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::optional<std::int32_t> number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_light(std::int32_t vehicle_type_id, std::int32_t truck_type_id) {
  return vehicle_type_id == 2 || vehicle_type_id == 7 || (vehicle_type_id == 3 && truck_type_id == 1);
}

/// Trailers and chassis are decoded, but nobody picks one from a list of vehicles.
bool is_listed(VehicleType type) { return type != VehicleType::trailer && type != VehicleType::incomplete; }

}  // namespace

IndexBuilder::IndexBuilder() : index_(std::make_unique<Index>()) { intern(""); }

TextId IndexBuilder::intern(std::string_view text) {
  if (const auto found = text_ids_.find(text); found != text_ids_.end()) return found->second;
  const auto id = static_cast<TextId>(text_ids_.size());
  text_ids_.emplace(std::string(text), id);
  return id;
}

void IndexBuilder::add_element(std::int32_t id, std::string_view lookup_table, std::optional<std::int32_t> weight) {
  if (id < 0 || id > 255) return;
  lookup_of_element_[id] = lookup_table;
  index_->weights_[static_cast<std::size_t>(id)] = weight.value_or(0);
}

void IndexBuilder::add_lookup(std::string_view table, std::string_view id, std::string_view name) {
  lookups_[std::string(table)].emplace(std::string(id), intern(name));
}

void IndexBuilder::add_make(std::int32_t id, std::string_view name) {
  index_->make_by_id_.emplace(id, static_cast<std::uint32_t>(index_->makes_.size()));
  index_->makes_.push_back({.id = id, .name = intern(name)});
}

void IndexBuilder::add_model(std::int32_t id, std::string_view name, std::int32_t make_id) {
  Model model{.id = id, .name = intern(name)};
  const auto position = static_cast<std::uint32_t>(index_->models_.size());
  if (const auto make = index_->make_by_id_.find(make_id); make != index_->make_by_id_.end()) {
    model.make = make->second;
    index_->makes_[make->second].models.push_back(position);
  }
  model_by_id_.emplace(id, position);
  index_->models_.push_back(model);
}

void IndexBuilder::add_schema(std::int32_t id) {
  schema_by_id_.emplace(id, static_cast<std::uint32_t>(index_->schema_begin_.size()));
  index_->schema_begin_.push_back(0);
}

void IndexBuilder::add_wmi(std::string_view wmi, std::int32_t id, std::string_view manufacturer, std::int32_t vehicle_type_id,
                           std::int32_t truck_type_id) {
  const auto entry = index_->wmis_.emplace(std::string(wmi), Wmi{.manufacturer = intern(manufacturer),
                                                                 .type = static_cast<VehicleType>(vehicle_type_id),
                                                                 .is_light = is_light(vehicle_type_id, truck_type_id),
                                                                 .makes = {},
                                                                 .schemas = {}});
  wmi_by_id_.emplace(id, &entry.first->second);
}

void IndexBuilder::add_wmi_make(std::int32_t wmi_id, std::int32_t make_id) {
  const auto wmi = wmi_by_id_.find(wmi_id);
  const auto make = index_->make_by_id_.find(make_id);
  if (wmi != wmi_by_id_.end() && make != index_->make_by_id_.end()) wmi->second->makes.push_back(make->second);
}

void IndexBuilder::add_schema_use(std::int32_t wmi_id, std::int32_t schema_id, std::int32_t year_from, std::optional<std::int32_t> year_to) {
  const auto wmi = wmi_by_id_.find(wmi_id);
  const auto schema = schema_by_id_.find(schema_id);
  if (wmi == wmi_by_id_.end() || schema == schema_by_id_.end()) return;
  wmi->second->schemas.push_back({.schema = schema->second,
                                  .year_from = static_cast<std::int16_t>(year_from),
                                  .year_to = static_cast<std::int16_t>(year_to.value_or(9999))});
}

TextId IndexBuilder::value_text(std::int32_t element_id, std::string_view attribute_id) {
  const auto table = lookups_.find(lookup_of_element_[element_id]);
  if (table == lookups_.end()) return intern(attribute_id);
  const auto found = table->second.find(attribute_id);
  return found == table->second.end() ? intern("") : found->second;
}

void IndexBuilder::add_pattern(std::int32_t schema_id, std::string_view keys, std::int32_t element_id, std::string_view attribute_id,
                               std::int64_t changed_at) {
  const auto schema = schema_by_id_.find(schema_id);
  if (schema == schema_by_id_.end()) return;
  if (schema->second < last_schema_) throw std::logic_error("patterns must come in the order of their schemas");
  last_schema_ = schema->second;
  Pattern pattern{.keys = intern(keys), .changed_at = changed_at, .element = static_cast<Element>(element_id)};
  if (pattern.element == Element::model) {
    const auto id = number(attribute_id);
    const auto model = id ? model_by_id_.find(*id) : model_by_id_.end();
    if (model == model_by_id_.end()) return;
    pattern.value = model->second;
  } else {
    pattern.value = value_text(element_id, attribute_id);
    if (pattern.value == 0) return;
  }
  index_->patterns_.push_back(pattern);
  ++index_->schema_begin_[schema->second];  // counts until finish() adds them up
}

void IndexBuilder::add_engine_pattern(std::string_view engine_model, std::int32_t element_id, std::string_view attribute_id,
                                      std::int64_t changed_at) {
  const auto at = static_cast<std::uint32_t>(index_->engine_patterns_.size());
  const auto entry = index_->engines_.try_emplace(lower(engine_model), at, at).first;
  index_->engine_patterns_.push_back({.value = value_text(element_id, attribute_id), .changed_at = changed_at, .element = static_cast<Element>(element_id)});
  entry->second.second = at + 1;
}

void IndexBuilder::note_model_years() {
  for (const auto& [code, wmi] : index_->wmis_) {
    if (!is_listed(wmi.type)) continue;
    for (const auto& use : wmi.schemas)
      for (const auto& pattern : index_->patterns(use.schema))
        if (pattern.element == Element::model) index_->models_[pattern.value].years.add(use.year_from, use.year_to);
  }
  for (const auto& model : index_->models_) {
    if (model.make) index_->makes_[*model.make].years.bits |= model.years.bits;
    index_->years_.bits |= model.years.bits;
  }
}

void IndexBuilder::sort_makes() {
  for (auto& make : index_->makes_)
    std::ranges::sort(make.models, {}, [&](std::uint32_t model) { return lower(index_->text(index_->models_[model].name)); });
}

std::shared_ptr<const Index> IndexBuilder::finish() {
  std::size_t size = 0;
  for (const auto& [text, id] : text_ids_) size += text.size();
  index_->characters_.reserve(size);
  index_->texts_.resize(text_ids_.size());
  for (const auto& [text, id] : text_ids_) {
    const auto* begin = index_->characters_.data() + index_->characters_.size();
    index_->characters_ += text;
    index_->texts_[id] = {begin, text.size()};
  }
  std::uint32_t next = 0;
  for (auto& begin : index_->schema_begin_) next += std::exchange(begin, next);
  index_->schema_begin_.push_back(next);
  index_->patterns_.shrink_to_fit();
  note_model_years();
  sort_makes();
  auto built = std::shared_ptr<const Index>(std::move(index_));
  *this = IndexBuilder();
  return built;
}

}  // namespace mvp::catalog
