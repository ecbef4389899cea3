#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mvp/core/task.hpp"
#include "mvp/http/problem.hpp"

namespace mvp::http {

/// Who may call a route: a name for the contract (`x-access` in OpenAPI) and the rule. There is no default and no
/// default constructor: a route that does not say who may call it does not compile.
struct Access {
  std::string_view name;
  /// nullopt = may pass. Sees the principal and tenant in the context, never the body.
  std::optional<Error> (*refuse)(const Context&);

  consteval Access(std::string_view rule_name, std::optional<Error> (*rule)(const Context&))
      : name(rule_name), refuse(rule) {}
};

/// Open to strangers. The only rule that comes with this library besides `signed_in`.
extern const Access anyone;
/// Any verified user, service or operator.
extern const Access signed_in;

template <class Feature>
struct Route {
  Verb method;
  std::string_view path;  ///< "/vehicles/{vehicle}": "{name}" segments become Request::params
  const Access& access;
  Task<Response> (*handler)(Feature&, const Request&);
};

/// Fills Request::context (principal, tenant, role) from credentials before any rule is asked.
/// @return unauthenticated for a credential that is there but wrong; a missing one leaves a stranger.
using Authenticator = std::function<Task<Result<void>>(Request&)>;
using Handler = std::function<Task<Response>(const Request&)>;

/// Matches, authenticates, asks the route's rule, calls the handler. 404 for no such path, 405 with Allow for a wrong
/// method, problem+json for all refusals; a handler's exception is logged once and becomes 500, or 503 when a
/// dependency was unavailable.
class Router {
 public:
  struct Entry {
    Verb method;
    std::string path;
    const Access* access;
    Handler handler;
  };

  explicit Router(Authenticator authenticate) : authenticate_(std::move(authenticate)) {}

  /// `feature` must outlive the router.
  template <class Feature, std::size_t N>
  void mount(Feature& feature, const Route<Feature> (&routes)[N]) {
    for (const auto& r : routes)
      add({r.method, std::string(r.path), &r.access, [&feature, h = r.handler](const Request& q) { return h(feature, q); }});
  }
  void add(Entry entry);

  const std::vector<Entry>& entries() const { return entries_; }
  Task<Response> handle(Request request) const;

 private:
  Task<Response> dispatch(Request& request) const;

  Authenticator authenticate_;
  std::vector<Entry> entries_;
};

}  // namespace mvp::http
