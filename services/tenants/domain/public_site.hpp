#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace mvp::tenants {

/// Where people find the platform: what links in mails begin with.
struct PublicSite {
  std::string scheme = "http";
  std::string domain = "motovaultpro.localhost";
  std::int64_t port = 0;  ///< 0, 80 and 443 do not show in URLs

  std::string origin() const { return scheme + "://" + domain + port_text(); }  ///< of the landing site, no slash at the end
  std::string origin_of(std::string_view slug) const { return scheme + "://" + std::string(slug) + '.' + domain + port_text(); }

 private:
  std::string port_text() const {
    const bool is_default = port == 0 || (scheme == "http" && port == 80) || (scheme == "https" && port == 443);
    return is_default ? std::string() : ':' + std::to_string(port);
  }
};

}  // namespace mvp::tenants
