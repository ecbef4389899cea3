#pragma once
#include "api_keys/service.hpp"
#include "mvp/http/router.hpp"

namespace mvp::garage {

/// /api/api-keys and /api/api-keys/{key}: for people who are signed in, never with a key.
void mount(ApiKeyService& keys, http::Router& router);

}  // namespace mvp::garage
