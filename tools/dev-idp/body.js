/// A request's body as text, of a size nobody minds.
export async function body_of(ctx, type, limit_bytes = 16 * 1024) {
  if (!ctx.is(type)) ctx.throw(415);
  let text = '';
  for await (const chunk of ctx.req.setEncoding('utf8')) {
    text += chunk;
    if (text.length > limit_bytes) ctx.throw(413);
  }
  return text;
}
