-- Who rents a garage, under which name, and which stack serves it.
CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  slug text NOT NULL,
  subdomain text GENERATED ALWAYS AS (slug) STORED,
  name text NOT NULL,
  status text NOT NULL DEFAULT 'provisioning',
  stack_state text NOT NULL DEFAULT 'absent',
  plan text NOT NULL DEFAULT 'standard',
  admin_user_id text,
  settings jsonb NOT NULL DEFAULT '{}',
  version bigint NOT NULL DEFAULT 1,
  status_reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT tenants_slug_key UNIQUE (slug),
  CONSTRAINT tenants_slug_check CHECK (slug ~ '^[a-z][a-z0-9-]{1,61}[a-z0-9]$' AND position('--' in slug) = 0),
  CONSTRAINT tenants_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
  CONSTRAINT tenants_status_check CHECK (status IN ('provisioning', 'active', 'suspended', 'archived', 'purged', 'failed')),
  CONSTRAINT tenants_stack_state_check CHECK (stack_state IN ('absent', 'running', 'hibernated')),
  CONSTRAINT tenants_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

-- Names that were once in use: nobody inherits another tenant's links.
CREATE TABLE slug_history (
  slug text PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  since timestamptz NOT NULL DEFAULT now(),
  until timestamptz
);
CREATE INDEX slug_history_tenant_id_idx ON slug_history (tenant_id);

-- One stack of processes and data per tenant. Only the digest of what its garage shows us is kept.
CREATE TABLE stacks (
  stack_id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  service_secret_sha256 text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT stacks_tenant_id_key UNIQUE (tenant_id),
  CONSTRAINT stacks_service_secret_sha256_check CHECK (service_secret_sha256 ~ '^[0-9a-f]{64}$')
);
