/// Counts attacks. A suite fails when one is accepted, or when it tries fewer than it once did.
import assert from 'node:assert/strict';

export class Tally {
  #count = 0;
  #accepted = [];

  /// @param floor the suite's smallest honest number of cases: raise it with the suite, never lower it for convenience.
  constructor(name, floor) {
    Object.assign(this, { name, floor });
  }

  /// One attack. @param flaw why it counts as accepted; nothing when it was repelled.
  note(what, flaw) {
    ++this.#count;
    if (flaw) this.#accepted.push(`${what}: ${flaw}`);
  }

  get count() {
    return this.#count;
  }

  /// Prints the figures. @throws when an attack was accepted or cases have gone missing.
  close() {
    console.log(`attack ${this.name}: ${this.#count} cases, ${this.#accepted.length} accepted`);
    assert.equal(this.#accepted.length, 0, `accepted:\n${this.#accepted.slice(0, 40).join('\n')}\n${this.#accepted.length} in all`);
    assert.ok(this.#count >= this.floor, `${this.name} tried ${this.#count} cases; there were ${this.floor}`);
  }
}
