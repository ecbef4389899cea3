#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "mvp/core/context.hpp"

namespace mvp::log {

enum class Level { debug, info, warn, error };

using Field = std::pair<std::string_view, std::string>;
using Fields = std::initializer_list<Field>;

/// Sets the program's name and least level ("debug", "info", "warn", "error"). Call once, first thing in main().
void start(std::string_view program, std::string_view least_level);

/// One JSON line on stderr: time, level, program, event, then the fields. `event` is a constant phrase to search for;
/// what varies goes into fields. Never a secret, token, e-mail body or request body.
void write(Level level, std::string_view event, Fields fields = {});

/// With the request's id, tenant and principal.
void write(Level level, const Context& context, std::string_view event, Fields fields = {});

inline void info(std::string_view event, Fields fields = {}) { write(Level::info, event, fields); }
inline void warn(std::string_view event, Fields fields = {}) { write(Level::warn, event, fields); }
inline void error(std::string_view event, Fields fields = {}) { write(Level::error, event, fields); }

}  // namespace mvp::log
