/// So many calls in each second of the clock, as Auth0 counts them out loud.
export class RateLimit {
  #per_s;
  #second = 0;
  #used = 0;

  constructor(per_s) {
    this.#per_s = per_s;
  }

  /// Counts one call. @returns {{is_over: boolean, fields: object}} fields: for the answer, whichever it is
  take() {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#second) [this.#second, this.#used] = [second, 0];
    const is_over = ++this.#used > this.#per_s;
    return {
      is_over,
      fields: {
        'x-ratelimit-limit': String(this.#per_s),
        'x-ratelimit-remaining': String(Math.max(0, this.#per_s - this.#used)),
        'x-ratelimit-reset': String(second + 1), // Unix time
      },
    };
  }
}
