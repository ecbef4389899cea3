-- Sessions that the identity provider has ended. Kept for as long as a session of ours can last (12 h), then of no use.
CREATE TABLE revoked_sessions (
  sub text NOT NULL,
  sid text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  expires timestamptz NOT NULL DEFAULT now() + interval '13 hours',
  PRIMARY KEY (sub, sid),
  CONSTRAINT revoked_sessions_named_check CHECK (sub <> '' OR sid <> '')
);
CREATE INDEX revoked_sessions_expires_idx ON revoked_sessions (expires);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'mvp_platform_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON revoked_sessions TO mvp_platform_app;
  END IF;
END
$$;
