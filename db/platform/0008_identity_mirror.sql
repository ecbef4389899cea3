-- Whose memberships the identity provider is to be told of. A row is a level, not an event: it says that the person's memberships have
-- changed so many times (version) and whether the provider has the last of them; what to tell is read when it is told.
CREATE TABLE identity_mirror (
  user_sub text PRIMARY KEY,
  version bigint NOT NULL DEFAULT 1,
  state text NOT NULL DEFAULT 'waiting',
  attempts bigint NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  lease uuid,
  last_error text,
  changed_at timestamptz NOT NULL DEFAULT now(),
  mirrored_at timestamptz,
  CONSTRAINT identity_mirror_state_check CHECK (state IN ('waiting', 'mirrored', 'failed')),
  CONSTRAINT identity_mirror_mirrored_check CHECK (state <> 'mirrored' OR mirrored_at IS NOT NULL)
);
CREATE INDEX identity_mirror_due_idx ON identity_mirror (next_attempt_at) WHERE state = 'waiting';

-- A call that is under way keeps its lease: nobody else tells the provider of the same person meanwhile, so no older state lands last.
CREATE FUNCTION queue_identity_mirror(changed_sub text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO identity_mirror AS m (user_sub) VALUES (changed_sub)
  ON CONFLICT (user_sub) DO UPDATE
  SET version = m.version + 1, state = 'waiting', attempts = 0, last_error = NULL, changed_at = now(),
      next_attempt_at = CASE WHEN m.lease IS NULL THEN now() ELSE m.next_attempt_at END
$$;

CREATE FUNCTION queue_changed_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM queue_identity_mirror(changed.sub)
  FROM (SELECT OLD.user_sub UNION SELECT NEW.user_sub ORDER BY 1) AS changed (sub) WHERE changed.sub IS NOT NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER memberships_queue_identity_mirror AFTER INSERT OR UPDATE OR DELETE ON memberships
  FOR EACH ROW EXECUTE FUNCTION queue_changed_member();

CREATE FUNCTION queue_members_of_renamed_tenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM queue_identity_mirror(member.user_sub)
  FROM (SELECT user_sub FROM memberships WHERE tenant_id = NEW.id ORDER BY user_sub) AS member;
  RETURN NULL;
END
$$;
CREATE TRIGGER tenants_queue_identity_mirror AFTER UPDATE OF slug ON tenants
  FOR EACH ROW WHEN (OLD.slug IS DISTINCT FROM NEW.slug) EXECUTE FUNCTION queue_members_of_renamed_tenant();

INSERT INTO identity_mirror (user_sub) SELECT DISTINCT user_sub FROM memberships;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'mvp_platform_app') THEN
    GRANT SELECT, INSERT, UPDATE ON identity_mirror TO mvp_platform_app;
  END IF;
END
$$;
