#pragma once
#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace mvp::cli {

/// How to run mvp-catalog beside the platform whose state is in `var_dir`: with the environment that the platform gives
/// it, and as the user that owns the platform's PostgreSQL, since PostgreSQL lets in no other.
struct CatalogProgram {
  std::string program;
  std::map<std::string, std::string> environment;
  uid_t user = 0;
};

/// @throws Failed saying what to do when the platform is not running, is somebody else's, or is not built.
CatalogProgram catalog_program(const std::string& var_dir);

/// The checkout: MVP_SOURCE_DIR, else where this program was built.
std::string source_directory();

/// The vPIC archive in the checkout, fetched where it is missing or broken. @throws Failed.
std::string fetched_archive();

/// Gives this process to mvp-catalog: terminal, signals and exit status are its own. `archive`: for --import, --verify.
/// @throws Failed.
[[noreturn]] void become(CatalogProgram catalog, const std::string& action, const std::string& archive);

/// Runs mvp-catalog to its end. @return what it printed. @throws Failed unless it ends with 0.
std::string output_of(const CatalogProgram& catalog, const std::string& action);

}  // namespace mvp::cli
