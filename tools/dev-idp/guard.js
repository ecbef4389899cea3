/// What holds for every answer: known Host, security headers, our own small files.
import { readFileSync } from 'node:fs';

import { apex_of } from './clients.js';

const types = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
const assets = new Map(
  ['page.css', 'page.js', 'submit.js', 'icon.svg'].map((name) => [
    `/assets/${name}`,
    { type: types[name.split('.')[1]], body: readFileSync(new URL(`assets/${name}`, import.meta.url)) },
  ]),
);

/// A page may post to itself and, by the redirects that follow a sign-in, to our own applications; nothing else.
function policy_of(settings) {
  const apex = apex_of(settings);
  return [
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    `form-action 'self' ${apex} ${apex.replace('://', '://*.')}`,
  ].join('; ');
}

/// Koa middleware that comes first. @param port_of answers the port we listen on.
export function guard(settings, port_of) {
  const policy = policy_of(settings);
  return async (ctx, next) => {
    const hosts = [settings.issuer_host, `127.0.0.1:${port_of()}`, `localhost:${port_of()}`];
    if (!hosts.includes(ctx.host)) {
      ctx.status = 421;
      ctx.body = { error: 'misdirected_request', error_description: 'this provider does not answer for that host' };
      return;
    }
    ctx.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      // Not no-referrer: browsers would send `Origin: null` with our own forms.
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    const asset = assets.get(ctx.path);
    if (asset && (ctx.method === 'GET' || ctx.method === 'HEAD')) {
      ctx.type = asset.type;
      ctx.set('Cache-Control', 'public, max-age=300');
      ctx.body = asset.body;
    } else if (ctx.path === '/health') {
      ctx.body = { status: 'ok' };
    } else if (ctx.path === '/') {
      ctx.redirect(`${apex_of(settings)}/`);
    } else {
      await next();
    }
  };
}
