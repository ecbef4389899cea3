CREATE FUNCTION public.queue_changed_member() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM queue_identity_mirror(changed.sub)
  FROM (SELECT OLD.user_sub UNION SELECT NEW.user_sub ORDER BY 1) AS changed (sub) WHERE changed.sub IS NOT NULL;
  RETURN NULL;
END
$$;
CREATE FUNCTION public.queue_identity_mirror(changed_sub text) RETURNS void
    LANGUAGE sql
    AS $$
  INSERT INTO identity_mirror AS m (user_sub) VALUES (changed_sub)
  ON CONFLICT (user_sub) DO UPDATE
  SET version = m.version + 1, state = 'waiting', attempts = 0, last_error = NULL, changed_at = now(),
      next_attempt_at = CASE WHEN m.lease IS NULL THEN now() ELSE m.next_attempt_at END
$$;
CREATE FUNCTION public.queue_members_of_renamed_tenant() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM queue_identity_mirror(member.user_sub)
  FROM (SELECT user_sub FROM memberships WHERE tenant_id = NEW.id ORDER BY user_sub) AS member;
  RETURN NULL;
END
$$;
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TABLE public.audit_log (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tenant text,
    actor text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    before jsonb,
    after jsonb,
    remote text DEFAULT ''::text NOT NULL,
    request_id text DEFAULT ''::text NOT NULL
);
ALTER TABLE public.audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.identity_mirror (
    user_sub text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts bigint DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
    lease uuid,
    last_error text,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    mirrored_at timestamp with time zone,
    CONSTRAINT identity_mirror_mirrored_check CHECK (((state <> 'mirrored'::text) OR (mirrored_at IS NOT NULL))),
    CONSTRAINT identity_mirror_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'mirrored'::text, 'failed'::text])))
);
CREATE TABLE public.memberships (
    tenant_id uuid NOT NULL,
    user_sub text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    role text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'viewer'::text]))),
    CONSTRAINT memberships_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text])))
);
CREATE TABLE public.operations (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    tenant_id uuid NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    step text,
    is_undoing boolean DEFAULT false NOT NULL,
    attempts bigint DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
    deadline timestamp with time zone NOT NULL,
    lease uuid,
    error text,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    requested_by text NOT NULL,
    idempotency_key text,
    request_sha256 text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    is_cancel_wanted boolean DEFAULT false NOT NULL,
    result jsonb,
    CONSTRAINT operations_finished_check CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT operations_kind_check CHECK ((kind = ANY (ARRAY['create'::text, 'suspend'::text, 'resume'::text, 'archive'::text, 'restore'::text, 'purge'::text, 'rename'::text, 'move_plan'::text, 'hibernate'::text, 'wake'::text, 'repair'::text]))),
    CONSTRAINT operations_result_check CHECK ((jsonb_typeof(result) = 'object'::text)),
    CONSTRAINT operations_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
ALTER TABLE public.operations ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.operations_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outbox_mails (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    dedup_key text NOT NULL,
    recipient text NOT NULL,
    template text NOT NULL,
    data jsonb NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    attempts bigint DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
    lease uuid,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    tried_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT outbox_mails_data_check CHECK ((jsonb_typeof(data) = 'object'::text)),
    CONSTRAINT outbox_mails_sent_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
    CONSTRAINT outbox_mails_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text, 'skipped'::text, 'recalled'::text])))
);
ALTER TABLE public.outbox_mails ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_mails_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.platform_admins (
    user_sub text NOT NULL,
    email text NOT NULL,
    granted_by text NOT NULL,
    granted_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.revoked_sessions (
    sub text NOT NULL,
    sid text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    expires timestamp with time zone DEFAULT (now() + '13:00:00'::interval) NOT NULL,
    CONSTRAINT revoked_sessions_named_check CHECK (((sub <> ''::text) OR (sid <> ''::text)))
);
CREATE TABLE public.slug_history (
    slug text NOT NULL,
    tenant_id uuid NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    until timestamp with time zone
);
CREATE TABLE public.stacks (
    stack_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    service_secret_sha256 text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT stacks_service_secret_sha256_check CHECK ((service_secret_sha256 ~ '^[0-9a-f]{64}$'::text))
);
CREATE TABLE public.tenant_invitations (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    tenant_id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    token_sha256 text NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    invited_by text NOT NULL,
    invited_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '7 days'::interval) NOT NULL,
    decided_by text,
    decided_at timestamp with time zone,
    CONSTRAINT tenant_invitations_decided_check CHECK (((state = ANY (ARRAY['accepted'::text, 'revoked'::text])) = ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL)))),
    CONSTRAINT tenant_invitations_email_check CHECK ((email = lower(email))),
    CONSTRAINT tenant_invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'viewer'::text]))),
    CONSTRAINT tenant_invitations_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'accepted'::text, 'revoked'::text, 'expired'::text]))),
    CONSTRAINT tenant_invitations_token_sha256_check CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text))
);
ALTER TABLE public.tenant_invitations ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tenant_invitations_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.tenant_signups (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    tenant_id uuid NOT NULL,
    user_sub text NOT NULL,
    user_email text NOT NULL,
    user_name text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    reason text,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '30 days'::interval) NOT NULL,
    decided_by text,
    decided_at timestamp with time zone,
    remote text DEFAULT ''::text NOT NULL,
    email_verified boolean DEFAULT false NOT NULL,
    CONSTRAINT tenant_signups_decided_check CHECK (((status = ANY (ARRAY['approved'::text, 'rejected'::text])) = ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL)))),
    CONSTRAINT tenant_signups_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'expired'::text, 'withdrawn'::text])))
);
ALTER TABLE public.tenant_signups ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tenant_signups_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.tenants (
    id uuid NOT NULL,
    slug text NOT NULL,
    subdomain text GENERATED ALWAYS AS (slug) STORED,
    name text NOT NULL,
    status text DEFAULT 'provisioning'::text NOT NULL,
    stack_state text DEFAULT 'absent'::text NOT NULL,
    plan text DEFAULT 'standard'::text NOT NULL,
    admin_user_id text,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    status_reason text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    archived_at timestamp with time zone,
    purge_after timestamp with time zone,
    CONSTRAINT tenants_archived_check CHECK (((archived_at IS NULL) = (purge_after IS NULL))),
    CONSTRAINT tenants_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT tenants_settings_check CHECK ((jsonb_typeof(settings) = 'object'::text)),
    CONSTRAINT tenants_slug_check CHECK (((slug ~ '^[a-z][a-z0-9-]{1,61}[a-z0-9]$'::text) AND (POSITION(('--'::text) IN (slug)) = 0))),
    CONSTRAINT tenants_stack_state_check CHECK ((stack_state = ANY (ARRAY['absent'::text, 'archived'::text, 'hibernated'::text, 'running'::text]))),
    CONSTRAINT tenants_status_check CHECK ((status = ANY (ARRAY['provisioning'::text, 'active'::text, 'suspended'::text, 'archived'::text, 'purged'::text, 'failed'::text])))
);
ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_mirror
    ADD CONSTRAINT identity_mirror_pkey PRIMARY KEY (user_sub);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (tenant_id, user_sub);
ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_idempotency_key UNIQUE (requested_by, idempotency_key);
ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_seq_key UNIQUE (seq);
ALTER TABLE ONLY public.outbox_mails
    ADD CONSTRAINT outbox_mails_dedup_key UNIQUE (dedup_key);
ALTER TABLE ONLY public.outbox_mails
    ADD CONSTRAINT outbox_mails_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox_mails
    ADD CONSTRAINT outbox_mails_seq_key UNIQUE (seq);
ALTER TABLE ONLY public.platform_admins
    ADD CONSTRAINT platform_admins_pkey PRIMARY KEY (user_sub);
ALTER TABLE ONLY public.revoked_sessions
    ADD CONSTRAINT revoked_sessions_pkey PRIMARY KEY (sub, sid);
ALTER TABLE ONLY public.slug_history
    ADD CONSTRAINT slug_history_pkey PRIMARY KEY (slug);
ALTER TABLE ONLY public.stacks
    ADD CONSTRAINT stacks_pkey PRIMARY KEY (stack_id);
ALTER TABLE ONLY public.stacks
    ADD CONSTRAINT stacks_tenant_id_key UNIQUE (tenant_id);
ALTER TABLE ONLY public.tenant_invitations
    ADD CONSTRAINT tenant_invitations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tenant_invitations
    ADD CONSTRAINT tenant_invitations_seq_key UNIQUE (seq);
ALTER TABLE ONLY public.tenant_invitations
    ADD CONSTRAINT tenant_invitations_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.tenant_signups
    ADD CONSTRAINT tenant_signups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tenant_signups
    ADD CONSTRAINT tenant_signups_seq_key UNIQUE (seq);
ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_slug_key UNIQUE (slug);
CREATE INDEX audit_log_tenant_idx ON public.audit_log USING btree (tenant, id DESC);
CREATE INDEX identity_mirror_due_idx ON public.identity_mirror USING btree (next_attempt_at) WHERE (state = 'waiting'::text);
CREATE INDEX memberships_user_sub_idx ON public.memberships USING btree (user_sub);
CREATE INDEX operations_due_idx ON public.operations USING btree (next_attempt_at) WHERE (state = ANY (ARRAY['pending'::text, 'running'::text]));
CREATE UNIQUE INDEX operations_one_open_key ON public.operations USING btree (tenant_id) WHERE (state = ANY (ARRAY['pending'::text, 'running'::text]));
CREATE INDEX operations_tenant_id_idx ON public.operations USING btree (tenant_id, seq DESC);
CREATE INDEX outbox_mails_due_idx ON public.outbox_mails USING btree (next_attempt_at) WHERE (state = 'pending'::text);
CREATE INDEX revoked_sessions_expires_idx ON public.revoked_sessions USING btree (expires);
CREATE INDEX slug_history_tenant_id_idx ON public.slug_history USING btree (tenant_id);
CREATE UNIQUE INDEX tenant_invitations_one_pending_key ON public.tenant_invitations USING btree (tenant_id, email) WHERE (state = 'pending'::text);
CREATE INDEX tenant_invitations_tenant_id_idx ON public.tenant_invitations USING btree (tenant_id, seq DESC);
CREATE INDEX tenant_signups_expires_at_idx ON public.tenant_signups USING btree (expires_at) WHERE (status = 'pending'::text);
CREATE UNIQUE INDEX tenant_signups_one_pending_key ON public.tenant_signups USING btree (tenant_id, user_sub) WHERE (status = 'pending'::text);
CREATE INDEX tenant_signups_remote_idx ON public.tenant_signups USING btree (remote, requested_at) WHERE (remote <> ''::text);
CREATE INDEX tenant_signups_tenant_id_idx ON public.tenant_signups USING btree (tenant_id, seq DESC);
CREATE INDEX tenant_signups_user_sub_idx ON public.tenant_signups USING btree (user_sub);
CREATE INDEX tenants_status_idx ON public.tenants USING btree (status);
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER memberships_queue_identity_mirror AFTER INSERT OR DELETE OR UPDATE ON public.memberships FOR EACH ROW EXECUTE FUNCTION public.queue_changed_member();
CREATE TRIGGER tenants_queue_identity_mirror AFTER UPDATE OF slug ON public.tenants FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION public.queue_members_of_renamed_tenant();
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);
ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);
ALTER TABLE ONLY public.slug_history
    ADD CONSTRAINT slug_history_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);
ALTER TABLE ONLY public.stacks
    ADD CONSTRAINT stacks_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);
ALTER TABLE ONLY public.tenant_invitations
    ADD CONSTRAINT tenant_invitations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);
ALTER TABLE ONLY public.tenant_signups
    ADD CONSTRAINT tenant_signups_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);
