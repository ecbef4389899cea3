#include "app/wiring.hpp"

#include "index/answer.hpp"

namespace mvp::catalog {
namespace {

Task<std::optional<Error>> trouble_of(const Catalogue& catalogue) {
  if (catalogue.current()) co_return std::nullopt;
  co_return not_imported();
}

}  // namespace

CatalogService::CatalogService(boost::asio::any_io_executor executor, const Settings& settings, const Catalogue& catalogue,
                               vehicles::Directories& directories)
    : client_(executor),
      provider_(executor, client_, settings.provider),
      services_(executor, client_, settings.tenants_url),
      authenticator_(provider_, services_),
      vehicles_{directories},
      vin_{catalogue},
      health_{.trouble = [&catalogue](const Context&) { return trouble_of(catalogue); }},
      router_([this](http::Request& request) { return authenticator_.authenticate(request); }) {
  vehicles::mount(vehicles_, router_, caller);
  vin::mount(vin_, router_, caller);
  mount(health_, router_);
}

http::ThreadFactory serve_with(const Settings& settings, const Catalogue& catalogue, vehicles::Directories& directories) {
  return [&settings, &catalogue, &directories](boost::asio::io_context& io) -> http::ThreadHandler {
    auto service = std::make_shared<CatalogService>(io.get_executor(), settings, catalogue, directories);
    return [service](http::Request request) { return service->router().handle(std::move(request)); };
  };
}

}  // namespace mvp::catalog
