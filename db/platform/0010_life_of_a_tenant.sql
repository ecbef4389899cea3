-- Archived tenants, further operations, what an operation found out, and taking one back.
ALTER TABLE tenants
  ADD COLUMN archived_at timestamptz,
  ADD COLUMN purge_after timestamptz,
  DROP CONSTRAINT tenants_stack_state_check,
  ADD CONSTRAINT tenants_stack_state_check CHECK (stack_state IN ('absent', 'archived', 'hibernated', 'running')),
  ADD CONSTRAINT tenants_archived_check CHECK ((archived_at IS NULL) = (purge_after IS NULL));
CREATE INDEX tenants_status_idx ON tenants (status);

-- Plans were free text; which there are is written in the code.
UPDATE tenants SET plan = 'standard' WHERE plan NOT IN ('free', 'standard', 'business');

ALTER TABLE operations
  ADD COLUMN is_cancel_wanted boolean NOT NULL DEFAULT false,
  ADD COLUMN result jsonb,
  DROP CONSTRAINT operations_kind_check,
  ADD CONSTRAINT operations_kind_check CHECK (kind IN ('create', 'suspend', 'resume', 'archive', 'restore', 'purge', 'rename', 'move_plan',
                                                       'hibernate', 'wake', 'repair')),
  ADD CONSTRAINT operations_result_check CHECK (jsonb_typeof(result) = 'object');

-- A purge forgets the tenant's people; a rename that is undone gives the new name back.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'mvp_platform_app') THEN
    GRANT DELETE ON tenant_signups, tenant_invitations, outbox_mails, slug_history TO mvp_platform_app;
  END IF;
END
$$;
