-- Mails that a decision owes somebody, written in the decision's own transaction; the sender works them off.
CREATE TABLE outbox_mails (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  dedup_key text NOT NULL,
  recipient text NOT NULL,
  template text NOT NULL,
  data jsonb NOT NULL,
  state text NOT NULL DEFAULT 'pending',
  attempts bigint NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  lease uuid,
  last_error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  CONSTRAINT outbox_mails_seq_key UNIQUE (seq),
  CONSTRAINT outbox_mails_dedup_key UNIQUE (dedup_key),
  CONSTRAINT outbox_mails_data_check CHECK (jsonb_typeof(data) = 'object'),
  CONSTRAINT outbox_mails_state_check CHECK (state IN ('pending', 'sent', 'failed', 'skipped')),
  CONSTRAINT outbox_mails_sent_check CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX outbox_mails_due_idx ON outbox_mails (next_attempt_at) WHERE state = 'pending';

-- An admin's word that somebody may come in. Of the token only the digest is kept.
CREATE TABLE tenant_invitations (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  email text NOT NULL,
  role text NOT NULL,
  token_sha256 text NOT NULL,
  state text NOT NULL DEFAULT 'pending',
  invited_by text NOT NULL,
  invited_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
  decided_by text,
  decided_at timestamptz,
  CONSTRAINT tenant_invitations_seq_key UNIQUE (seq),
  CONSTRAINT tenant_invitations_token_sha256_key UNIQUE (token_sha256),
  CONSTRAINT tenant_invitations_token_sha256_check CHECK (token_sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT tenant_invitations_email_check CHECK (email = lower(email)),
  CONSTRAINT tenant_invitations_role_check CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
  CONSTRAINT tenant_invitations_state_check CHECK (state IN ('pending', 'accepted', 'revoked', 'expired')),
  CONSTRAINT tenant_invitations_decided_check CHECK ((state IN ('accepted', 'revoked')) = (decided_by IS NOT NULL AND decided_at IS NOT NULL))
);
CREATE UNIQUE INDEX tenant_invitations_one_pending_key ON tenant_invitations (tenant_id, email) WHERE state = 'pending';
CREATE INDEX tenant_invitations_tenant_id_idx ON tenant_invitations (tenant_id, seq DESC);

-- Whence a request came: the limit per address counts by it.
ALTER TABLE tenant_signups ADD COLUMN remote text NOT NULL DEFAULT '';
CREATE INDEX tenant_signups_remote_idx ON tenant_signups (remote, requested_at) WHERE remote <> '';

-- Everything about sign-up is in one place of the settings.
UPDATE tenants
SET settings = (settings - 'accepts_signups') || jsonb_build_object('signup', jsonb_build_object('accepts', settings->'accepts_signups'))
WHERE jsonb_typeof(settings->'accepts_signups') = 'boolean';

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'mvp_platform_app') THEN
    GRANT SELECT, INSERT, UPDATE ON outbox_mails, tenant_invitations TO mvp_platform_app;
  END IF;
END
$$;
