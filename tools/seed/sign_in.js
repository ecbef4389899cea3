/// Signs people in over HTTP, through the forms of the identity provider.
import { setTimeout as pause } from 'node:timers/promises';

import { password } from './people.js';
import { Visitor } from './visitor.js';

/// A sign-in as a browser does it. @param slug a garage, or nothing for the public site. @returns the visitor, signed in.
/// @throws when the provider refuses.
export async function sign_in(visitor, slug, email, secret = password) {
  const page = await visitor.follow(`${visitor.origin(slug)}/auth/login?returnTo=%2F`);
  const action = /action="(\/u\/[\w-]+\/)(?:login|signup)"/.exec(page.text)?.[1];
  if (!action) throw new Error(`no sign-in form at ${page.url}, but ${page.status}: ${page.text.slice(0, 300)}`);
  const { origin } = new URL(page.url);
  const end = await visitor.follow(`${origin}${action}login`, { method: 'POST', form: { email, password: secret }, headers: { Origin: origin } });
  if (!end.url.startsWith(visitor.origin(slug))) throw new Error(`${email} was not signed in: ${end.status} at ${end.url}`);
  return visitor;
}

/// Someone who is in the garage. A membership just granted takes a moment to arrive there.
export async function member_visit(settings, { email, garage }) {
  const visitor = await sign_in(new Visitor(settings), garage, email);
  let answer;
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(500)) {
    answer = await visitor.api(garage, '/auth/session');
    if (answer.status === 200 && answer.body.role !== null) return visitor;
    if (answer.status === 401) throw new Error(`the session of ${email} at ${garage} does not hold`);
  }
  throw new Error(`${email} cannot enter ${garage}: ${answer.status} ${answer.text}`);
}
