/// A map on disk: every change is one appended line, so that `kill -9` loses nothing that was answered.
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';

import { replace_file } from './durable.js';

const compact_above_bytes = 4 * 1024 * 1024;

export class Journal {
  #path;
  #entries = new Map();
  #size_bytes = 0;
  #compact_at_bytes = compact_above_bytes;

  constructor(path) {
    this.#path = path;
    if (existsSync(path)) this.#replay(readFileSync(path, 'utf8'));
    this.#compact();
  }

  /// The value, or undefined if there is none or it has expired.
  value(key) {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.expires_ms > Date.now()) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  /// @param expires_ms Unix time; Infinity to keep it for ever.
  put(key, value, expires_ms = Infinity) {
    this.#entries.set(key, { value, expires_ms });
    this.#append({ key, value, expires_ms: Number.isFinite(expires_ms) ? expires_ms : undefined });
  }

  drop(key) {
    if (this.#entries.delete(key)) this.#append({ key, is_gone: true });
  }

  /// Live [key, value] pairs.
  *live() {
    const now_ms = Date.now();
    for (const [key, entry] of this.#entries) if (entry.expires_ms > now_ms) yield [key, entry.value];
  }

  #replay(text) {
    for (const line of text.split('\n')) {
      let record;
      try {
        record = JSON.parse(line);
      } catch {
        continue; // the last line may be torn: its change was never answered
      }
      if (record.is_gone) this.#entries.delete(record.key);
      else this.#entries.set(record.key, { value: record.value, expires_ms: record.expires_ms ?? Infinity });
    }
  }

  #append(record) {
    const line = `${JSON.stringify(record)}\n`;
    appendFileSync(this.#path, line, { mode: 0o600 });
    this.#size_bytes += Buffer.byteLength(line);
    if (this.#size_bytes > this.#compact_at_bytes) this.#compact();
  }

  #compact() {
    const now_ms = Date.now();
    const lines = [];
    for (const [key, { value, expires_ms }] of this.#entries) {
      if (expires_ms <= now_ms) this.#entries.delete(key);
      else lines.push(JSON.stringify({ key, value, expires_ms: Number.isFinite(expires_ms) ? expires_ms : undefined }));
    }
    replace_file(this.#path, lines.length ? `${lines.join('\n')}\n` : '');
    this.#size_bytes = statSync(this.#path).size;
    this.#compact_at_bytes = Math.max(compact_above_bytes, 2 * this.#size_bytes);
  }
}
