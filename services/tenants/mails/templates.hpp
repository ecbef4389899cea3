#pragma once
#include "domain/invitation_token.hpp"
#include "domain/public_site.hpp"
#include "mails/mail.hpp"

namespace mvp::tenants {

/// Subject and body of a mail, in words for the person who gets it.
struct MailText {
  std::string subject, text;
};

/// All texts of the platform's mails, in one place. Their data, by template:
///   signup_requested  tenant, tenant_name, name, email
///   signup_approved   tenant, tenant_name
///   signup_rejected   tenant, tenant_name, reason (empty: none was given)
///   invitation        tenant, tenant_name, invitation (id), invited_by, role
///   tenant_archived   tenant, tenant_name, day ("2026-12-24": from then on it may be purged)
/// Links are made from `site` when the mail is sent. Line breaks in the data become blanks.
MailText mail_text(MailTemplate kind, const json::Object& data, const PublicSite& site, const InvitationTokens& tokens);

}  // namespace mvp::tenants
