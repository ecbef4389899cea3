#pragma once
#include <string>
#include <vector>

namespace mvp::cli {

/// The arguments without the choice of the driver, which is the host's business and nobody's in a container.
std::vector<std::string> without_driver(std::vector<std::string> arguments);

/// Becomes the command line of the platform in containers (deploy/compose). @throws Failed when there is no docker.
[[noreturn]] void become_in_container(const std::vector<std::string>& arguments);

}  // namespace mvp::cli
