#pragma once
#include "mails/repository.hpp"
#include "mvp/http/router.hpp"

namespace mvp::tenants {

/// GET /api/v1/mails: what was sent, what waits, what failed and why.
struct Mails {
  MailRepository repository;
};

void mount(Mails& mails, http::Router& router);

}  // namespace mvp::tenants
