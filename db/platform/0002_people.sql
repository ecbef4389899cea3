-- The authority on who may do what, where. Absent means no.
CREATE TABLE memberships (
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  user_sub text NOT NULL,
  email text NOT NULL DEFAULT '',
  name text NOT NULL DEFAULT '',
  role text NOT NULL,
  state text NOT NULL DEFAULT 'active',
  version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, user_sub),
  CONSTRAINT memberships_role_check CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
  CONSTRAINT memberships_state_check CHECK (state IN ('active', 'suspended'))
);
CREATE INDEX memberships_user_sub_idx ON memberships (user_sub);

-- Who runs the platform. Never a consequence of belonging to a tenant.
CREATE TABLE platform_admins (
  user_sub text PRIMARY KEY,
  email text NOT NULL,
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE tenant_signups (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  user_sub text NOT NULL,
  user_email text NOT NULL,
  user_name text NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  reason text,
  requested_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL DEFAULT now() + interval '30 days',
  decided_by text,
  decided_at timestamptz,
  CONSTRAINT tenant_signups_seq_key UNIQUE (seq),
  CONSTRAINT tenant_signups_status_check CHECK (status IN ('pending', 'approved', 'rejected', 'expired', 'withdrawn')),
  CONSTRAINT tenant_signups_decided_check CHECK ((status IN ('approved', 'rejected')) = (decided_by IS NOT NULL AND decided_at IS NOT NULL))
);
CREATE UNIQUE INDEX tenant_signups_one_pending_key ON tenant_signups (tenant_id, user_sub) WHERE status = 'pending';
CREATE INDEX tenant_signups_tenant_id_idx ON tenant_signups (tenant_id, seq DESC);
CREATE INDEX tenant_signups_user_sub_idx ON tenant_signups (user_sub);
CREATE INDEX tenant_signups_expires_at_idx ON tenant_signups (expires_at) WHERE status = 'pending';
