#pragma once
#include <memory>
#include <string>

#include "index/catalogue.hpp"
#include "mvp/http/problem.hpp"

namespace mvp::catalog {

/// Answers from the catalogue are the same for every caller and change only with an import or an upgrade: this gives
/// them ETag and Cache-Control, and answers 304 to If-None-Match. `private`: only the signed-in may see them.
http::Response cacheable(const http::Request& request, const Index& index, std::string body);
http::Response cacheable(const http::Request& request, const Index& index, std::shared_ptr<const std::string> body);

/// The ETag `cacheable` gives.
std::string etag_of(const Index& index);

/// 503: there is no catalogue yet.
Error not_imported();

}  // namespace mvp::catalog
