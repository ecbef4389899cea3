#pragma once
#include "cli/session.hpp"

namespace mvp::cli {

/// Follows a started change {tenant, operation} to its end, saying on the terminal what it does, and puts both as they
/// are then in their places. @throws Failed when it fails or is cancelled.
void follow(const Session& session, json::Value& change);

}  // namespace mvp::cli
