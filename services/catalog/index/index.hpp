#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mvp::catalog {

/// The vPIC elements an answer is made of; the value is vPIC's id. Other elements are not kept in memory.
enum class Element : std::uint8_t {
  body = 5,
  cylinders = 9,
  displacement_cc = 11,
  displacement_ci = 12,
  displacement_l = 13,
  doors = 14,
  drive = 15,
  engine_model = 18,
  fuel = 24,
  gvwr = 25,
  model = 28,
  plant_city = 31,
  series = 34,
  transmission = 37,
  trim = 38,
  plant_country = 75,
  plant_state = 77,
  electrification = 126,
};
/// Their ids as a list for SQL.
inline constexpr std::string_view element_ids = "5,9,11,12,13,14,15,18,24,25,28,31,34,37,38,75,77,126";

/// Index into the texts of an Index.
using TextId = std::uint32_t;

/// What a piece of a VIN says about one element.
struct Pattern {
  TextId keys = 0;              ///< vPIC's key: "*" any, "[A-C]" one of, "|" between positions 4-8 and 10-17
  std::uint32_t value = 0;      ///< Element::model: position in models(); else a TextId, look-ups resolved
  std::int64_t changed_at = 0;  ///< the later, the more it counts; digits of the time, not a unit
  Element element{};
};

/// What an engine model says about one element.
struct EnginePattern {
  TextId value = 0;
  std::int64_t changed_at = 0;
  Element element{};
};

/// A schema as one manufacturer uses it in these model years.
struct SchemaUse {
  std::uint32_t schema = 0;
  std::int16_t year_from = 0, year_to = 0;  ///< both included; 9999: still in use
};

/// vPIC's vehicle types that matter here.
enum class VehicleType : std::uint8_t { unknown = 0, motorcycle = 1, passenger_car = 2, truck = 3, bus = 5, trailer = 6, mpv = 7, incomplete = 10 };

/// A world manufacturer identifier.
struct Wmi {
  TextId manufacturer = 0;  ///< empty text if vPIC names none
  VehicleType type{};
  bool is_light = false;  ///< car, MPV or light truck: position 7 tells the 30-year cycle (49 CFR 565.15(c)(1))
  std::vector<std::uint32_t> makes;  ///< positions in makes()
  std::vector<SchemaUse> schemas;
};

/// One bit a model year, from 1980 on.
struct Years {
  static constexpr int first = 1980, last = 2043;
  std::uint64_t bits = 0;

  bool has(int year) const { return year >= first && year <= last && (bits >> (year - first) & 1) != 0; }
  void add(int from, int to);
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

/// The catalogue in memory: read-only once built, shared by all threads.
class Index {
 public:
  std::string_view text(TextId id) const { return texts_[id]; }
  /// By its three or six characters, upper case. nullptr if unknown.
  const Wmi* find_wmi(std::string_view code) const;
  std::span<const Pattern> patterns(std::uint32_t schema) const;
  /// By the engine model's name without regard to case.
  std::span<const EnginePattern> engine_patterns(std::string_view name) const;
  int weight(Element element) const { return weights_[static_cast<std::size_t>(element)]; }
  const std::vector<Make>& makes() const { return makes_; }  ///< by name
  const std::vector<Model>& models() const { return models_; }
  const Make* find_make(std::int64_t id) const;  ///< nullptr if unknown
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
  std::vector<Pattern> patterns_;         ///< by schema, then vPIC's id
  std::vector<std::uint32_t> schema_begin_;  ///< schema -> first pattern; one more at the end
  std::vector<EnginePattern> engine_patterns_;
  ByText<std::pair<std::uint32_t, std::uint32_t>> engines_;  ///< begin and end in engine_patterns_
  ByText<Wmi> wmis_;
  std::vector<Make> makes_;
  std::vector<Model> models_;
  std::vector<int> weights_ = std::vector<int>(256);
  std::unordered_map<std::int32_t, std::uint32_t> make_by_id_;
  Years years_;
};

}  // namespace mvp::catalog
