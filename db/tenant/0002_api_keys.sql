-- Keys that members make for programs of theirs. The key itself is never stored, only its SHA-256.
CREATE TABLE api_keys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_sub text NOT NULL CHECK (length(owner_sub) BETWEEN 1 AND 255),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- The beginning of the key, by which its owner knows it again.
    prefix text NOT NULL CHECK (length(prefix) = 8),
    secret_sha256 text NOT NULL CONSTRAINT api_keys_secret UNIQUE CHECK (secret_sha256 ~ '^[0-9a-f]{64}$'),
    scopes jsonb NOT NULL CHECK (jsonb_typeof(scopes) = 'array' AND scopes <@ '["read", "write", "import"]' AND jsonb_array_length(scopes) BETWEEN 1 AND 3),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days'),
    last_used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_keys_by_owner ON api_keys (owner_sub, created_at DESC);

-- Keys are revoked, never deleted: who had one stays known.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'garage_app') THEN
        GRANT SELECT, INSERT ON api_keys TO garage_app;
        GRANT UPDATE (last_used_at, revoked_at) ON api_keys TO garage_app;
    END IF;
END
$$;
