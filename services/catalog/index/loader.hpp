#pragma once
#include <memory>
#include <string>

#include "index/index.hpp"
#include "index/reader.hpp"

namespace mvp::catalog {

/// "<SHA-256>/<number>" of the newest import into the catalogue database; empty if nothing was imported.
/// @throws ReadFailed.
std::string current_import(const std::string& conninfo);

/// The catalogue in the database, as an index, with `current_import`'s answer for it. nullptr if nothing was imported.
/// @throws ReadFailed.
std::shared_ptr<const Index> load_index(const std::string& conninfo);

}  // namespace mvp::catalog
