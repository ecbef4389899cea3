#pragma once
#include <map>
#include <string>

#include "platform/settings.hpp"
#include "supervisor/process.hpp"

namespace mvp::platform {

/// One shared process of the platform: how to start it and when it serves.
struct Program {
  supervisor::Spec spec;
  supervisor::Care care;
  std::string where;  ///< for people: "127.0.0.1:8001"
};

std::map<std::string, std::string> plain_environment();
/// What every service of ours gets told about the site and the identity provider.
std::map<std::string, std::string> common_environment(const Settings& settings);
std::map<std::string, std::string> tenants_environment(const Settings& settings);
std::map<std::string, std::string> catalog_environment(const Settings& settings);

Program postgres(const Settings& settings);
Program redis(const Settings& settings);
Program identity_provider(const Settings& settings);
Program tenants(const Settings& settings);
Program catalog(const Settings& settings);
Program landing(const Settings& settings);
Program node_agent(const Settings& settings);
Program edge(const Settings& settings);

}  // namespace mvp::platform
