/// The sign-in and sign-up forms: /u/{interaction} and what they post to.
import { body_of } from './body.js';
import { error_page, login_page, signup_page } from './pages.js';
import { Throttle } from './throttle.js';
import { flaws_of } from './users.js';

async function form_of(ctx) {
  const form = new URLSearchParams(await body_of(ctx, 'application/x-www-form-urlencoded'));
  return { name: form.get('name') ?? '', email: form.get('email') ?? '', password: form.get('password') ?? '' };
}

/// Koa middleware for everything below /u/.
export function sign_in(settings, provider, users) {
  const throttle = new Throttle();
  const own_origin = new URL(settings.issuer).origin;

  const show = (ctx, status, body) => {
    ctx.status = status;
    ctx.type = 'html';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = body;
  };

  const finish = async (ctx, result) => {
    const next = await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
    ctx.status = 303;
    ctx.redirect(next);
  };
  const enter = (ctx, user) => finish(ctx, { login: { accountId: user.sub, amr: ['pwd'] } });

  const actions = {
    'GET ': (ctx, { uid, params }) => {
      const form = params.screen_hint === 'signup' ? signup_page : login_page;
      show(ctx, 200, form(settings, uid, params));
    },
    'GET login': (ctx, { uid, params }) => show(ctx, 200, login_page(settings, uid, params)),
    'GET signup': (ctx, { uid, params }) => show(ctx, 200, signup_page(settings, uid, params)),

    'POST login': async (ctx, { uid, params }) => {
      const typed = await form_of(ctx);
      const refuse = (status, problem) => show(ctx, status, login_page(settings, uid, params, { typed, problem }));
      if (throttle.is_shut(typed.email)) return refuse(429, 'Too many attempts. Wait five minutes and try again.');
      const user = await users.authenticated(typed.email, typed.password);
      if (!user) {
        throttle.note_failure(typed.email);
        return refuse(401, 'The e-mail address or the password is wrong.');
      }
      throttle.forget(typed.email);
      return enter(ctx, user);
    },

    'POST signup': async (ctx, { uid, params }) => {
      const typed = await form_of(ctx);
      const flaws = flaws_of(typed);
      const refuse = (status, problem) => show(ctx, status, signup_page(settings, uid, params, { typed, flaws, problem }));
      if (Object.keys(flaws).length) return refuse(422);
      const user = await users.sign_up(typed);
      return user ? enter(ctx, user) : refuse(409, 'There is an account with this e-mail address already. Sign in instead.');
    },

    'POST cancel': (ctx) => finish(ctx, { error: 'access_denied', error_description: 'the person cancelled' }),
  };

  return async (ctx, next) => {
    const [, uid, step = ''] = /^\/u\/([\w-]+)(?:\/([a-z]+))?$/.exec(ctx.path) ?? [];
    if (!uid) return next();
    const action = actions[`${ctx.method === 'HEAD' ? 'GET' : ctx.method} ${step}`];
    if (!action) return ctx.throw(404);
    const origin = ctx.get('Origin');
    if (ctx.method === 'POST' && origin && origin !== own_origin) return ctx.throw(403);
    let interaction;
    try {
      interaction = await provider.interactionDetails(ctx.req, ctx.res);
    } catch {
      return show(ctx, 400, error_page(settings, 'This sign-in has expired or belongs to another browser.'));
    }
    if (interaction.uid !== uid) return show(ctx, 400, error_page(settings, 'This is another sign-in than the one under way.'));
    return action(ctx, interaction);
  };
}
