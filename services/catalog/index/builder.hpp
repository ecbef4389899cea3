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
  void add_element(std::int32_t id, std::string_view lookup_table, std::optional<std::int32_t> weight);
  void add_lookup(std::string_view table, std::string_view id, std::string_view name);
  void add_make(std::int32_t id, std::string_view name);
  void add_model(std::int32_t id, std::string_view name, std::int32_t make_id);
  void add_schema(std::int32_t id);
  void add_wmi(std::string_view wmi, std::int32_t id, std::string_view manufacturer, std::int32_t vehicle_type_id, std::int32_t truck_type_id);
  void add_wmi_make(std::int32_t wmi_id, std::int32_t make_id);
  void add_schema_use(std::int32_t wmi_id, std::int32_t schema_id, std::int32_t year_from, std::optional<std::int32_t> year_to);
  /// @throws std::logic_error out of order.
  void add_pattern(std::int32_t schema_id, std::string_view keys, std::int32_t element_id, std::string_view attribute_id, std::int64_t changed_at);
  /// Rows of one engine model follow each other.
  void add_engine_pattern(std::string_view engine_model, std::int32_t element_id, std::string_view attribute_id, std::int64_t changed_at);

  /// The finished index; the builder is empty after it.
  std::shared_ptr<const Index> finish();

 private:
  TextId intern(std::string_view text);
  TextId value_text(std::int32_t element_id, std::string_view attribute_id);
  void note_model_years();
  void sort_makes();

  std::unique_ptr<Index> index_;
  std::unordered_map<std::string, TextId, Index::Hash, std::equal_to<>> text_ids_;
  std::map<std::int32_t, std::string> lookup_of_element_;
  std::map<std::string, std::unordered_map<std::string, TextId, Index::Hash, std::equal_to<>>, std::less<>> lookups_;
  std::unordered_map<std::int32_t, std::uint32_t> model_by_id_, schema_by_id_;
  std::unordered_map<std::int32_t, Wmi*> wmi_by_id_;
  std::uint32_t last_schema_ = 0;
};

}  // namespace mvp::catalog
