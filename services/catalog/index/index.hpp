#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "index/element.hpp"
#include "index/key.hpp"

namespace mvp::catalog {

/// Index into the texts of an Index.
using TextId = std::uint32_t;

/// Elements that patterns speak of; vPIC has about 35.
inline constexpr std::size_t most_slots = 64;

/// What a piece of a VIN says about one element.
struct Pattern {
  KeyId key = 0;
  std::uint32_t value = 0;      ///< Element::model: position in models(); else a TextId, look-ups resolved
  std::uint32_t id = 0;         ///< vPIC's
  Element element{};
  std::uint8_t slot = 0;        ///< of the element, see Index::slots
  bool spells_digits = false;   ///< the key has "#": the value stands in the VIN
  std::int64_t changed_at = 0;  ///< the later, the more it counts; digits of the time, not a unit
};

/// The patterns of a schema that have one key. What decides most matches stands here, so that looking through a schema
/// reads memory in order.
struct Run {
  CharacterSet first = 0, second = 0;  ///< allowed at the first and the second place that the key names
  std::uint32_t begin = 0;             ///< position among all patterns
  KeyId key = 0;
  std::uint16_t count = 0;             ///< patterns
  std::uint16_t named = 0;             ///< see KeyTable::named_places
  std::uint8_t length = 0;             ///< places the subject must have
};
static_assert(sizeof(Run) == 32);

/// What an engine model says about one element.
struct EnginePattern {
  TextId value = 0;
  std::int64_t changed_at = 0;
  Element element{};
};

/// What vPIC says of an element itself.
struct ElementInfo {
  TextId name = 0, group = 0;
  int weight = 0;           ///< how much knowing it says that a decode went well
  bool is_decoded = false;  ///< public, and part of a decoded VIN
};

/// A schema as one manufacturer uses it in these model years.
struct SchemaUse {
  std::uint32_t schema = 0;
  std::int16_t year_from = 0, year_to = 0;  ///< both included; 9999: still in use
};

/// vPIC's vehicle types.
enum class VehicleType : std::uint8_t {
  unknown = 0, motorcycle = 1, passenger_car = 2, truck = 3, bus = 5, trailer = 6, mpv = 7, low_speed = 9, incomplete = 10, off_road = 13
};

/// Bodies that say something about the decode itself. Source: NHTSA vPIC, spVinDecode_Core.
enum class BodyKind : std::uint8_t { ordinary, off_road, incomplete };

/// One bit a model year, from 1980 on.
struct Years {
  static constexpr int first = 1980, last = 2043;
  std::uint64_t bits = 0;

  bool has(int year) const { return year >= first && year <= last && (bits >> (year - first) & 1) != 0; }
  void add(int from, int to);
};

/// A world manufacturer identifier.
struct Wmi {
  TextId manufacturer = 0;  ///< empty text if vPIC names none
  TextId country = 0;       ///< the same
  VehicleType type{};
  bool is_light = false;  ///< car, MPV or light truck: position 7 tells the 30-year cycle (49 CFR 565.15(c)(1))
  std::vector<std::uint32_t> makes;  ///< positions in makes()
  std::vector<SchemaUse> schemas;
  std::vector<std::uint16_t> by_year{};     ///< positions in schemas, year by year from Years::first on
  std::vector<std::uint16_t> year_begin{};  ///< year -> first in by_year; one more at the end

  /// Calls `visit` for each schema used in that year, or for each.
  template <class Visit>
  void each_use(std::optional<int> year, const Visit& visit) const {
    if (!year) {
      for (const auto& use : schemas) visit(use);
    } else if (*year >= Years::first && *year <= Years::last && !year_begin.empty()) {
      const auto at = static_cast<std::size_t>(*year - Years::first);
      for (std::size_t i = year_begin[at]; i < year_begin[at + 1]; ++i) visit(schemas[by_year[i]]);
    }
  }
  bool has_use(int year) const {
    const auto at = static_cast<std::size_t>(year - Years::first);
    return year >= Years::first && year <= Years::last && !year_begin.empty() && year_begin[at] != year_begin[at + 1];
  }
};

struct Make {
  std::int32_t id = 0;
  TextId name = 0;
  Years years{};
  std::vector<std::uint32_t> models{};  ///< positions in models(), by name
};

struct Model {
  std::int32_t id = 0;
  TextId name = 0;
  std::optional<std::uint32_t> make{};  ///< position in makes()
  Years years{};                        ///< in which some schema of a road vehicle names it
};

/// A schema of a manufacturer of road vehicles that names a model, in these model years.
struct ModelUse {
  const Wmi* wmi = nullptr;
  std::uint32_t schema = 0;
  std::int16_t year_from = 0, year_to = 0;
};

/// Something with a number and a name.
struct Numbered {
  std::int32_t id = 0;
  TextId name = 0;
};

/// The catalogue in memory: read-only once built, shared by all threads.
class Index {
 public:
  std::string_view text(TextId id) const { return texts_[id]; }
  /// By its three or six characters, upper case. nullptr if unknown.
  const Wmi* find_wmi(std::string_view code) const;
  /// By key.
  std::span<const Pattern> patterns(std::uint32_t schema) const;
  std::span<const Run> runs(std::uint32_t schema) const;
  std::span<const Pattern> patterns(const Run& run) const { return std::span(patterns_).subspan(run.begin, run.count); }
  bool matches(const Run& run, const Subject& subject) const;
  /// The characters that some key of the schema names, by place; 0 where none names any.
  const std::array<CharacterSet, key_places>& named_characters(std::uint32_t schema) const { return named_characters_[schema]; }
  /// How many elements patterns speak of: each has a slot, in the order of their numbers.
  std::size_t slots() const { return slots_; }
  /// One for each element, by the engine model's name without regard to case.
  std::span<const EnginePattern> engine_patterns(std::string_view name) const;
  const KeyTable& keys() const { return keys_; }
  const ElementInfo& element(Element element) const { return elements_[index_of(element)]; }
  /// By the text of Element::body.
  BodyKind body_kind(TextId body) const;
  /// Types of vehicles, by vPIC's number.
  const std::vector<Numbered>& vehicle_types() const { return vehicle_types_; }
  /// Empty if the type is not known.
  std::string_view type_name(VehicleType type) const;
  const std::vector<Make>& makes() const { return makes_; }  ///< by name
  const std::vector<Model>& models() const { return models_; }
  const Make* find_make(std::int64_t id) const;    ///< nullptr if unknown
  const Model* find_model(std::int64_t id) const;  ///< nullptr if unknown
  /// Where the catalogue speaks of the model.
  std::span<const ModelUse> uses_of(const Model& model) const;
  const Years& years() const { return years_; }
  /// "<SHA-256 of what was imported>/<number of the import>".
  const std::string& dataset() const { return dataset_; }
  std::size_t pattern_count() const { return patterns_.size(); }
  std::size_t wmi_count() const { return wmis_.size(); }

 private:
  friend class IndexBuilder;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <class T>
  using ByText = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  std::string dataset_;
  std::string characters_;                ///< of all texts
  std::vector<std::string_view> texts_;   ///< into characters_
  std::vector<Pattern> patterns_;         ///< by schema, then key, then vPIC's id
  std::vector<std::uint32_t> schema_begin_;  ///< schema -> first pattern; one more at the end
  std::vector<Run> runs_;
  std::vector<std::uint32_t> runs_begin_;  ///< schema -> first run; one more at the end
  std::vector<std::array<CharacterSet, key_places>> named_characters_;  ///< by schema
  std::size_t slots_ = 0;
  std::vector<EnginePattern> engine_patterns_;
  ByText<std::pair<std::uint32_t, std::uint32_t>> engines_;  ///< begin and end in engine_patterns_
  ByText<Wmi> wmis_;
  std::vector<Make> makes_;
  std::vector<Model> models_;
  KeyTable keys_;
  std::vector<ElementInfo> elements_ = std::vector<ElementInfo>(element_limit);
  std::unordered_map<TextId, BodyKind> body_kinds_;
  std::vector<Numbered> vehicle_types_;
  std::vector<ModelUse> model_uses_;
  std::vector<std::uint32_t> model_uses_begin_;  ///< position in models() -> first use; one more at the end
  std::unordered_map<std::int32_t, std::uint32_t> make_by_id_, model_by_id_;
  Years years_;
};

// Here because decoding does little else.
inline bool Index::matches(const Run& run, const Subject& subject) const {
  if (subject.size() < run.length) return false;
  unsigned named = run.named;
  if (named == 0) return true;
  if ((run.first & subject.at(static_cast<std::size_t>(std::countr_zero(named)))) == 0) return false;
  named &= named - 1;
  if (named == 0) return true;
  if ((run.second & subject.at(static_cast<std::size_t>(std::countr_zero(named)))) == 0) return false;
  return (named & (named - 1)) == 0 || keys_.matches(run.key, subject);
}

}  // namespace mvp::catalog
