#include "index/index.hpp"

#include <algorithm>

#include "index/text.hpp"

namespace mvp::catalog {

void Years::add(int from, int to) {
  for (int year = std::max(from, first); year <= std::min(to, last); ++year) bits |= std::uint64_t{1} << (year - first);
}

const Wmi* Index::find_wmi(std::string_view code) const {
  const auto found = wmis_.find(code);
  return found == wmis_.end() ? nullptr : &found->second;
}

std::span<const Pattern> Index::patterns(std::uint32_t schema) const {
  return std::span(patterns_).subspan(schema_begin_[schema], schema_begin_[schema + 1] - schema_begin_[schema]);
}

std::span<const Run> Index::runs(std::uint32_t schema) const {
  return std::span(runs_).subspan(runs_begin_[schema], runs_begin_[schema + 1] - runs_begin_[schema]);
}

std::span<const EnginePattern> Index::engine_patterns(std::string_view name) const {
  const auto found = engines_.find(lower(name));
  if (found == engines_.end()) return {};
  const auto [begin, end] = found->second;
  return std::span(engine_patterns_).subspan(begin, end - begin);
}

BodyKind Index::body_kind(TextId body) const {
  const auto found = body_kinds_.find(body);
  return found == body_kinds_.end() ? BodyKind::ordinary : found->second;
}

std::string_view Index::type_name(VehicleType type) const {
  const auto found = std::ranges::find(vehicle_types_, static_cast<std::int32_t>(type), &Numbered::id);
  return found == vehicle_types_.end() ? std::string_view{} : text(found->name);
}

std::span<const ModelUse> Index::uses_of(const Model& model) const {
  const auto position = static_cast<std::size_t>(&model - models_.data());
  return std::span(model_uses_).subspan(model_uses_begin_[position], model_uses_begin_[position + 1] - model_uses_begin_[position]);
}

const Model* Index::find_model(std::int64_t id) const {
  if (id < INT32_MIN || id > INT32_MAX) return nullptr;
  const auto found = model_by_id_.find(static_cast<std::int32_t>(id));
  return found == model_by_id_.end() ? nullptr : &models_[found->second];
}

const Make* Index::find_make(std::int64_t id) const {
  if (id < INT32_MIN || id > INT32_MAX) return nullptr;
  const auto found = make_by_id_.find(static_cast<std::int32_t>(id));
  return found == make_by_id_.end() ? nullptr : &makes_[found->second];
}

}  // namespace mvp::catalog
