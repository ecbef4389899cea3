/// Ten wrong passwords for one address in five minutes are enough.
const failures_allowed = 10;
const window_ms = 5 * 60 * 1000;
const addresses_remembered = 10_000;

const canonical = (email) => email.trim().toLowerCase();

export class Throttle {
  #failures = new Map();

  is_shut(email) {
    const entry = this.#failures.get(canonical(email));
    return !!entry && entry.until_ms > Date.now() && entry.count >= failures_allowed;
  }

  note_failure(email) {
    const key = canonical(email);
    const known = this.#failures.get(key);
    const is_recent = known && known.until_ms > Date.now();
    this.#failures.delete(key);
    this.#failures.set(key, { count: is_recent ? known.count + 1 : 1, until_ms: is_recent ? known.until_ms : Date.now() + window_ms });
    if (this.#failures.size > addresses_remembered) this.#failures.delete(this.#failures.keys().next().value);
  }

  forget(email) {
    this.#failures.delete(canonical(email));
  }
}
