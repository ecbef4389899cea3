-- Work that outlives its request: the reconciler takes what is due, one lease at a time, and survives its own death.
CREATE TABLE operations (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  kind text NOT NULL,
  state text NOT NULL DEFAULT 'pending',
  step text,
  is_undoing boolean NOT NULL DEFAULT false,
  attempts bigint NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  deadline timestamptz NOT NULL,
  lease uuid,
  error text,
  payload jsonb NOT NULL DEFAULT '{}',
  requested_by text NOT NULL,
  idempotency_key text,
  request_sha256 text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CONSTRAINT operations_seq_key UNIQUE (seq),
  CONSTRAINT operations_idempotency_key UNIQUE (requested_by, idempotency_key),
  CONSTRAINT operations_kind_check CHECK (kind IN ('create', 'suspend', 'resume')),
  CONSTRAINT operations_state_check CHECK (state IN ('pending', 'running', 'done', 'failed', 'cancelled')),
  CONSTRAINT operations_finished_check CHECK ((state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);
CREATE INDEX operations_due_idx ON operations (next_attempt_at) WHERE state IN ('pending', 'running');
CREATE UNIQUE INDEX operations_one_open_key ON operations (tenant_id) WHERE state IN ('pending', 'running');
CREATE INDEX operations_tenant_id_idx ON operations (tenant_id, seq DESC);
