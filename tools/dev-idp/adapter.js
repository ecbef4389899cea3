/// oidc-provider's storage (sessions, grants, codes, refresh tokens) on one Journal.
import { Journal } from './journal.js';

/// The adapter factory oidc-provider asks for: one adapter for each of its models.
export function adapters_on(path) {
  const journal = new Journal(path);
  const members_by_grant = new Map();
  const id_by_uid = new Map();

  const index = (key, id, payload) => {
    if (payload.kind === 'Session') id_by_uid.set(payload.uid, id);
    if (!payload.grantId || payload.kind === 'Interaction' || payload.kind === 'Session') return;
    if (!members_by_grant.has(payload.grantId)) members_by_grant.set(payload.grantId, new Set());
    members_by_grant.get(payload.grantId).add(key);
  };
  const forget = (key, id, payload) => {
    if (payload?.kind === 'Session' && id_by_uid.get(payload.uid) === id) id_by_uid.delete(payload.uid);
    const members = members_by_grant.get(payload?.grantId);
    members?.delete(key);
    if (members?.size === 0) members_by_grant.delete(payload.grantId);
    journal.drop(key);
  };
  for (const [key, payload] of journal.live()) index(key, key.slice(key.indexOf(':') + 1), payload);

  return (model) => {
    const key_of = (id) => `${model}:${id}`;
    const find = async (id) => structuredClone(journal.value(key_of(id)));
    return {
      find,
      findByUid: (uid) => find(id_by_uid.get(uid)),
      findByUserCode: async () => undefined,
      async upsert(id, payload, expires_in_s) {
        const expires_ms = expires_in_s ? Date.now() + expires_in_s * 1000 : Infinity;
        index(key_of(id), id, payload);
        journal.put(key_of(id), structuredClone(payload), expires_ms);
      },
      async consume(id) {
        const payload = journal.value(key_of(id));
        if (!payload) return;
        const expires_ms = payload.exp ? payload.exp * 1000 : Infinity;
        journal.put(key_of(id), { ...payload, consumed: Math.floor(Date.now() / 1000) }, expires_ms);
      },
      async destroy(id) {
        forget(key_of(id), id, journal.value(key_of(id)));
      },
      async revokeByGrantId(grant_id) {
        for (const key of members_by_grant.get(grant_id) ?? []) {
          forget(key, key.slice(key.indexOf(':') + 1), journal.value(key));
        }
      },
    };
  };
}
