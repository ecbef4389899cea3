#include "imports/routes.hpp"

#include <algorithm>
#include <set>

#include "domain/access.hpp"

namespace mvp::garage {
namespace {

constexpr std::size_t preview_rows = 20;
using KeyedFills = std::vector<std::pair<std::string, ImportedFill>>;

/// What makes two rows the same fill-up: its time, odometer, volume and cost, and how often they have come before in
/// this file, so that two real fill-ups that look alike both stay.
KeyedFills with_keys(std::vector<ImportedFill> fills) {
  std::map<std::string, int> seen;
  KeyedFills out;
  for (auto& fill : fills) {
    auto key = fill.filled_at.to_string() + "|" + (fill.odometer_m ? std::to_string(*fill.odometer_m) : "") + "|" +
               std::to_string(fill.volume_ml) + "|" + (fill.cost_minor ? std::to_string(*fill.cost_minor) : "");
    if (const int before = seen[key]++; before > 0) key += "#" + std::to_string(before);
    out.emplace_back(std::move(key), std::move(fill));
  }
  return out;
}

json::Value preview_of(const ImportedFill& fill, bool is_duplicate, const std::string& currency) {
  auto row = json::to_value(fill).get_object();
  row["currency"] = currency;
  row["is_duplicate"] = is_duplicate;
  return row;
}

/// A row may have several errors.
std::size_t rows_in(const std::vector<RowError>& errors) {
  std::set<int> rows;
  for (const auto& error : errors) rows.insert(error.row);
  return rows.size();
}

http::Response rows_refused(const std::vector<RowError>& errors, const Context& context) {
  auto response = http::problem({Errc::invalid, std::to_string(rows_in(errors)) + " rows cannot be read; nothing was stored. Mend them in the file and try again.", "/body"}, context);
  auto body = json::parse(response.body);
  body->get_object()["errors"] = json::to_value(errors);
  response.body = json::serialize(*body);
  return response;
}

Result<bool> dry_run_of(const http::Request& request) {
  const auto text = request.arg("dry_run").value_or("false");
  if (text != "true" && text != "false") return fail(Errc::invalid, "must be true or false", "/dry_run");
  return text == "true";
}

/// Turns what clocks showed into instants. The keys stay those of the file: its rows are the same whatever the zone.
Task<Result<>> place_in_time(Imports& imports, Context context, std::string zone, KeyedFills& keyed, std::vector<RowError>& errors) {
  std::vector<Instant> local;
  for (const auto& [key, fill] : keyed) local.push_back(fill.filled_at);
  const auto instants = co_await imports.repository.in_zone(context, zone, local);
  if (!instants) co_return Failure(instants.error());
  const Instant tomorrow{Instant::now().us + 86'400'000'000};
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    keyed[i].second.filled_at = instants->at(i);
    if (instants->at(i) > tomorrow) errors.push_back({keyed[i].second.row, std::nullopt, "lies in the future"});
  }
  std::erase_if(keyed, [&](const auto& entry) { return entry.second.filled_at > tomorrow; });
  co_return Result<>{};
}

Task<http::Response> import_file(Imports& imports, const http::Request& request) {
  const auto& context = request.context;
  const auto vehicle = request.id<VehicleId>("vehicle");
  if (!vehicle) co_return http::problem({Errc::not_found, "There is no such vehicle."}, context);
  const auto dry_run = dry_run_of(request);
  if (!dry_run) co_return http::problem(dry_run.error(), context);
  const auto type = request.headers.find("Content-Type");
  if (!type.starts_with("text/csv") && !type.starts_with("application/octet-stream"))
    co_return http::problem({Errc::unsupported_media, "Send the file as text/csv."}, context);
  const auto target = co_await imports.repository.target(context, *vehicle);
  if (!target) co_return http::problem(target.error(), context);
  auto file = parse_export(request.body, {.distance_unit = target->distance_unit,
                                          .volume_unit = target->volume_unit});
  if (!file) co_return http::problem(file.error(), context);
  const auto rows_total = file->fills.size() + rows_in(file->errors);
  auto keyed = with_keys(std::move(file->fills));
  const auto placed = co_await place_in_time(imports, context, request.arg("time_zone").value_or(target->time_zone), keyed, file->errors);
  if (!placed) co_return http::problem(placed.error(), context);
  if (!file->errors.empty() && !*dry_run) co_return rows_refused(file->errors, context);

  const auto known = co_await imports.repository.known_keys(context, *vehicle);
  const std::set<std::string> duplicates(known.begin(), known.end());
  auto fills = co_await imports.repository.stored_fills(context, *vehicle);
  json::Array preview;
  std::size_t rows_new = 0;
  for (const auto& [key, fill] : keyed) {
    const bool is_duplicate = duplicates.contains(key);
    if (preview.size() < preview_rows) preview.push_back(preview_of(fill, is_duplicate, target->currency));
    if (is_duplicate) continue;
    ++rows_new;
    fills.push_back({key, fill.filled_at, fill.odometer_m, fill.volume_ml, fill.is_full, fill.is_missed, fill.cost_minor});
  }
  if (!*dry_run) {
    const auto stored = co_await imports.repository.store(context, *target, file->format, keyed);
    if (!stored) co_return http::problem(stored.error(), context);
    rows_new = static_cast<std::size_t>(*stored);
  }
  const auto economy = compute_economy(fills).economy;
  const json::Object report{{"format", file->format},
                            {"dry_run", *dry_run},
                            {"rows_total", rows_total},
                            {"rows_new", rows_new},
                            {"rows_duplicate", keyed.size() - rows_new},
                            {"errors", json::to_value(file->errors)},
                            {"preview", preview},
                            {"economy", json::Object{{"average_ml_per_100km", json::to_value(economy.average_ml_per_100km)}}}};
  co_return http::Response{.status = 200, .body = json::serialize(report)};
}

constexpr http::Route<Imports> routes[] = {{http::Verb::post, "/api/vehicles/{vehicle}/imports", member_or_import_key, import_file}};

}  // namespace

void mount(Imports& imports, http::Router& router) { router.mount(imports, routes); }

}  // namespace mvp::garage
