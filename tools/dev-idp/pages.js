/// Every page a person sees here. No inline style or script: the Content-Security-Policy forbids both.
import { apex_of, landing_id, tenant_at } from './clients.js';
import { html, trusted } from './html.js';
import { seeded_password, seeded_people } from './users.js';

const mark = html`<svg class="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
  <rect width="48" height="48" rx="13"/>
  <path d="M10 31V18l14 9 14-9v13" fill="none" stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round"/>
  <circle cx="24" cy="36.5" r="2.6"/>
</svg>`;

function page(title, body, { script } = {}) {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${title} · MotoVaultPro</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/assets/page.css">
  ${script && html`<script src="/assets/${script}" defer></script>`}
</head>
<body>
  <div class="frame">
    <header class="brand">${mark}<span>MotoVaultPro</span></header>
    <main class="card">${body}</main>
    <footer>Development sign-in. The accounts here exist on this machine only.</footer>
  </div>
</body>
</html>
`.text;
}

function field({ id, label, type = 'text', autocomplete, value, hint, flaw, is_first, minlength }) {
  const notes = [hint && `${id}-hint`, flaw && `${id}-flaw`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <input id="${id}" name="${id}" type="${type}" autocomplete="${autocomplete}" value="${value}" required
      ${minlength && html`minlength="${minlength}"`} ${is_first && trusted('autofocus')} ${notes && html`aria-describedby="${notes}"`}
      ${flaw && trusted('aria-invalid="true"')} ${type === 'email' && trusted('inputmode="email" spellcheck="false" autocapitalize="none"')}>
    ${type === 'password' && html`<button class="reveal" type="button" data-reveals="${id}" aria-pressed="false" hidden>Show<span class="unseen"> password</span></button>`}
    ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${flaw && html`<p class="flaw" id="${id}-flaw">${flaw}</p>`}
  </div>`;
}

/// The application the person is going to, in words.
function destination(settings, { client_id, redirect_uri }) {
  if (client_id === landing_id) return 'MotoVaultPro';
  return html`<strong>${tenant_at(settings, redirect_uri, '/auth/callback')}</strong>`;
}

const alert = (text) => text && html`<p class="alert" role="alert">${text}</p>`;

const people = html`<details class="people">
  <summary>Accounts for trying things out</summary>
  <p>The password of each is <code>${seeded_password}</code>.</p>
  <ul>${seeded_people.map(({ email, name, part }) => html`<li><button type="button" data-email="${email}" data-password="${seeded_password}">
    <span class="who">${name}</span><span class="part">${part}</span><span class="address">${email}</span></button></li>`)}</ul>
</details>`;

/// @param typed what to put into the form again; @param problem one sentence, or undefined.
export function login_page(settings, uid, params, { typed = {}, problem } = {}) {
  const email = typed.email ?? params.login_hint;
  return page('Sign in', html`
    <h1>Welcome back</h1>
    <p class="lead">Sign in to continue to ${destination(settings, params)}.</p>
    ${alert(problem)}
    <form method="post" action="/u/${uid}/login">
      ${field({ id: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', value: email, is_first: !email })}
      ${field({ id: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', is_first: !!email })}
      <button class="primary" type="submit">Sign in</button>
    </form>
    <p class="other">New here? <a href="/u/${uid}/signup">Create an account</a></p>
    ${people}
    <form class="cancel" method="post" action="/u/${uid}/cancel"><button type="submit">Cancel and go back</button></form>`, { script: 'page.js' });
}

/// @param flaws what is wrong, by field.
export function signup_page(settings, uid, params, { typed = {}, flaws = {}, problem } = {}) {
  return page('Create an account', html`
    <h1>Create your account</h1>
    <p class="lead">One account for ${destination(settings, params)} and every garage you join.</p>
    ${alert(problem)}
    <form method="post" action="/u/${uid}/signup">
      ${field({ id: 'name', label: 'Your name', autocomplete: 'name', value: typed.name, flaw: flaws.name, is_first: true })}
      ${field({ id: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', value: typed.email ?? params.login_hint, flaw: flaws.email })}
      ${field({ id: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: 'At least 8 characters.', flaw: flaws.password, minlength: 8 })}
      <button class="primary" type="submit">Create account</button>
    </form>
    <p class="other">Have an account? <a href="/u/${uid}/login">Sign in</a></p>
    <form class="cancel" method="post" action="/u/${uid}/cancel"><button type="submit">Cancel and go back</button></form>`, { script: 'page.js' });
}

/// @param form oidc-provider's `op.logoutForm`; @param is_asked whether the person has to confirm.
export function signing_out_page(form, { is_asked }) {
  return page('Sign out', html`
    <h1>${is_asked ? 'Sign out?' : 'Signing you out'}</h1>
    <p class="lead">${is_asked ? 'You will have to sign in again the next time.' : 'This takes a moment.'}</p>
    ${trusted(form)}
    <button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
    ${is_asked && html`<p class="other"><button class="quiet" type="submit" form="op.logoutForm">Stay signed in</button></p>`}`,
  { script: is_asked ? undefined : 'submit.js' });
}

export function signed_out_page(settings) {
  return page('Signed out', html`
    <h1>You are signed out</h1>
    <p class="lead">See you on the road.</p>
    <a class="primary" href="${apex_of(settings)}/">Go to MotoVaultPro</a>`);
}

/// @param what one sentence from the protocol, shown small: developers read this page too.
export function error_page(settings, what) {
  return page('Something went wrong', html`
    <h1>That did not work</h1>
    <p class="lead">This sign-in cannot go on. Go back to where you came from and start again.</p>
    <p class="detail">${what}</p>
    <a class="primary" href="${apex_of(settings)}/">Go to MotoVaultPro</a>`);
}
