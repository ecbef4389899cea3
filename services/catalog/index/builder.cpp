#include "index/builder.hpp"

#include <algorithm>
#include <stdexcept>

#include "index/text.hpp"

namespace mvp::catalog {
namespace {

/// Runs of spaces and line ends become one space.
std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!is_space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool is_light(std::int32_t vehicle_type_id, std::int32_t truck_type_id) {
  return vehicle_type_id == 2 || vehicle_type_id == 7 || (vehicle_type_id == 3 && truck_type_id == 1);
}

}  // namespace

IndexBuilder::IndexBuilder() : index_(std::make_unique<Index>()), lookup_of_element_(element_limit) { intern(""); }

TextId IndexBuilder::intern(std::string_view text) {
  if (const auto found = text_ids_.find(text); found != text_ids_.end()) return found->second;
  const auto id = static_cast<TextId>(text_ids_.size());
  text_ids_.emplace(std::string(text), id);
  return id;
}

void IndexBuilder::add_element(const ElementRow& row) {
  if (row.id <= 0 || static_cast<std::size_t>(row.id) >= element_limit) return;
  const auto at = static_cast<std::size_t>(row.id);
  index_->elements_[at] = {.name = intern(row.name), .group = intern(row.group), .weight = row.weight.value_or(0), .is_decoded = row.is_decoded};
  if (!row.lookup_table.empty()) lookup_of_element_[at] = &lookups_[std::string(row.lookup_table)];
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
  index_->model_by_id_.emplace(id, position);
  index_->models_.push_back(model);
}

void IndexBuilder::add_schema(std::int32_t id) {
  schema_by_id_.emplace(id, static_cast<std::uint32_t>(index_->schema_begin_.size()));
  index_->schema_begin_.push_back(0);
}

void IndexBuilder::add_wmi(const WmiRow& row) {
  const auto& countries = lookups_["Country"];
  const auto country = countries.find(row.country_id);
  const auto entry = index_->wmis_.emplace(std::string(row.wmi), Wmi{.manufacturer = intern(row.manufacturer),
                                                                     .country = country == countries.end() ? 0 : country->second,
                                                                     .type = static_cast<VehicleType>(row.vehicle_type_id),
                                                                     .is_light = is_light(row.vehicle_type_id, row.truck_type_id),
                                                                     .makes = {},
                                                                     .schemas = {}});
  wmi_by_id_.emplace(row.id, &entry.first->second);
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
  const auto* names = lookup_of_element_[static_cast<std::size_t>(element_id)];
  if (!names) return intern(attribute_id.find_first_of("\r\n\t") == std::string_view::npos ? attribute_id : on_one_line(attribute_id));
  const auto found = names->find(attribute_id);
  return found == names->end() ? 0 : found->second;
}

void IndexBuilder::add_pattern(const PatternRow& row) {
  const auto schema = schema_by_id_.find(row.schema_id);
  if (schema == schema_by_id_.end()) return;
  if (schema->second < last_schema_) throw std::logic_error("patterns must come in the order of their schemas");
  last_schema_ = schema->second;
  if (row.element_id <= 0 || static_cast<std::size_t>(row.element_id) >= element_limit) return;
  Pattern pattern{.key = index_->keys_.add(row.keys),
                  .id = static_cast<std::uint32_t>(row.id),
                  .element = static_cast<Element>(row.element_id),
                  .spells_digits = row.keys.find('#') != std::string_view::npos,
                  .changed_at = row.changed_at};
  if (!index_->element(pattern.element).is_decoded || is_never_a_pattern(pattern.element)) return;
  if (pattern.element == Element::model) {
    const auto id = whole_number<std::int32_t>(row.attribute_id);
    const auto model = id ? index_->model_by_id_.find(*id) : index_->model_by_id_.end();
    if (model == index_->model_by_id_.end()) return;
    pattern.value = model->second;
  } else {
    pattern.value = value_text(row.element_id, row.attribute_id);
    if (pattern.value == 0) return;
  }
  index_->patterns_.push_back(pattern);
  ++index_->schema_begin_[schema->second];  // counts until finish() adds them up
}

void IndexBuilder::add_engine_pattern(std::string_view engine_model, std::int32_t element_id, std::string_view attribute_id,
                                      std::int64_t changed_at) {
  if (element_id <= 0 || static_cast<std::size_t>(element_id) >= element_limit) return;
  auto& patterns = index_->engine_patterns_;
  const auto at = static_cast<std::uint32_t>(patterns.size());
  auto& [begin, end] = index_->engines_.try_emplace(lower(engine_model), at, at).first->second;
  const EnginePattern pattern{.value = value_text(element_id, attribute_id), .changed_at = changed_at, .element = static_cast<Element>(element_id)};
  const auto so_far = std::ranges::find(patterns.begin() + begin, patterns.begin() + end, pattern.element, &EnginePattern::element);
  if (so_far == patterns.begin() + end) {
    patterns.push_back(pattern);
    end = at + 1;
  } else if (pattern.changed_at > so_far->changed_at) {
    *so_far = pattern;
  }
}

std::shared_ptr<const Index> IndexBuilder::finish() {
  // In the order in which they were first met: what one schema says lies together.
  std::vector<const std::string*> texts(text_ids_.size());
  std::size_t size = 0;
  for (const auto& [text, id] : text_ids_) {
    texts[id] = &text;
    size += text.size();
  }
  index_->characters_.reserve(size);
  for (const auto* text : texts) {
    index_->texts_.emplace_back(index_->characters_.data() + index_->characters_.size(), text->size());
    index_->characters_ += *text;
  }
  std::uint32_t next = 0;
  for (auto& begin : index_->schema_begin_) next += std::exchange(begin, next);
  index_->schema_begin_.push_back(next);
  index_->patterns_.shrink_to_fit();
  give_slots();
  make_runs();
  sort_uses_by_year();
  index_->keys_.finish();
  note_uses_of_models();
  note_years();
  note_bodies();
  note_vehicle_types();
  sort_makes();
  auto built = std::shared_ptr<const Index>(std::move(index_));
  *this = IndexBuilder();
  return built;
}

}  // namespace mvp::catalog
