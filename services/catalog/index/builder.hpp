#pragma once
#include <map>
#include <memory>
#include <set>

#include "index/index.hpp"

namespace mvp::catalog {

/// Makes an Index of vPIC's rows. Order: what a row refers to comes before it; makes by name, schemas by id, patterns by
/// schema and id. Rows that refer to nothing known are left out.
class IndexBuilder {
 public:
  IndexBuilder();

  void set_dataset(std::string sha256) { index_->dataset_ = std::move(sha256); }
  struct ElementRow {
    std::int32_t id = 0;
    std::string_view name, group, lookup_table;
    std::optional<std::int32_t> weight{};
    bool is_decoded = true;
  };
  void add_element(const ElementRow& row);
  void add_lookup(std::string_view table, std::string_view id, std::string_view name);
  void add_make(std::int32_t id, std::string_view name);
  void add_model(std::int32_t id, std::string_view name, std::int32_t make_id);
  void add_schema(std::int32_t id);
  struct WmiRow {
    std::string_view wmi;
    std::int32_t id = 0;
    std::string_view manufacturer, country_id{};
    std::int32_t vehicle_type_id = 0, truck_type_id = 0;
  };
  void add_wmi(const WmiRow& row);
  void add_wmi_make(std::int32_t wmi_id, std::int32_t make_id);
  void add_schema_use(std::int32_t wmi_id, std::int32_t schema_id, std::int32_t year_from, std::optional<std::int32_t> year_to);
  struct PatternRow {
    std::int32_t schema_id = 0;
    std::int32_t id = 0;
    std::string_view keys;
    std::int32_t element_id = 0;
    std::string_view attribute_id;
    std::int64_t changed_at = 0;
  };
  /// Patterns of elements that are not decoded are left out. @throws std::logic_error out of order.
  void add_pattern(const PatternRow& row);
  /// Rows of one engine model follow each other; of several for one element the one changed last counts.
  void add_engine_pattern(std::string_view engine_model, std::int32_t element_id, std::string_view attribute_id, std::int64_t changed_at);

  /// The finished index; the builder is empty after it.
  std::shared_ptr<const Index> finish();

 private:
  using Names = std::unordered_map<std::string, TextId, Index::Hash, std::equal_to<>>;

  TextId intern(std::string_view text);
  TextId value_text(std::int32_t element_id, std::string_view attribute_id);
  void give_slots();
  void make_runs();
  void sort_uses_by_year();
  void note_uses_of_models();
  void note_years();
  void note_bodies();
  void note_vehicle_types();
  void sort_makes();

  std::unique_ptr<Index> index_;
  Names text_ids_;
  std::map<std::string, Names, std::less<>> lookups_;           ///< by table
  std::vector<const Names*> lookup_of_element_;                 ///< nullptr: the value is the text itself
  std::unordered_map<std::int32_t, std::uint32_t> schema_by_id_;
  std::unordered_map<std::int32_t, Wmi*> wmi_by_id_;
  std::uint32_t last_schema_ = 0;
};

}  // namespace mvp::catalog
