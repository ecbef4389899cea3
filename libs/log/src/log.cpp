#include "mvp/log/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "mvp/core/instant.hpp"
#include "mvp/json/codec.hpp"

namespace mvp::log {
namespace {

struct Sink {
  std::string program = "mvp";
  std::shared_ptr<spdlog::logger> logger =
      std::make_shared<spdlog::logger>("mvp", std::make_shared<spdlog::sinks::stderr_sink_mt>());
};

Sink& sink() {
  static Sink instance;
  return instance;
}

constexpr std::string_view level_name(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
  }
  return "error";
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warn: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

void emit(Level level, const Context* context, std::string_view event, Fields fields) {
  auto& out = sink();
  if (!out.logger->should_log(spdlog_level(level))) return;
  json::Object line{{"time", Instant::now().to_string()}, {"level", level_name(level)}, {"program", out.program}, {"event", event}};
  if (context) {
    line["request_id"] = context->request_id;
    if (!context->tenant.empty()) line["tenant"] = context->tenant;
    if (!context->principal.subject.empty()) line["subject"] = context->principal.subject;
  }
  for (const auto& [key, value] : fields) line[key] = value;
  out.logger->log(spdlog_level(level), "{}", json::serialize(line));
}

}  // namespace

void start(std::string_view program, std::string_view least_level) {
  auto& out = sink();
  out.program = program;
  out.logger->set_pattern("%v");
  out.logger->set_level(spdlog::level::from_str(std::string(least_level)));
  out.logger->flush_on(spdlog::level::debug);
}

void write(Level level, std::string_view event, Fields fields) { emit(level, nullptr, event, fields); }
void write(Level level, const Context& context, std::string_view event, Fields fields) {
  emit(level, &context, event, fields);
}

}  // namespace mvp::log
