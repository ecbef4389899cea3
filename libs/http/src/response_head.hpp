#pragma once
#include <string>

#include "mvp/http/message.hpp"

namespace mvp::http {

/// Status line and header of an answer, with the empty line. @throws std::logic_error for a line break in a value.
std::string head_of(const Response& response, bool is_kept_alive);

}  // namespace mvp::http
