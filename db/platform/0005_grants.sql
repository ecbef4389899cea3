-- The service works as a role that owns nothing and cannot rewrite history.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'mvp_platform_app') THEN
    GRANT SELECT, INSERT, UPDATE ON tenants, stacks, slug_history, memberships, platform_admins, tenant_signups, operations TO mvp_platform_app;
    GRANT DELETE ON stacks, memberships, platform_admins TO mvp_platform_app;
    GRANT SELECT, INSERT ON audit_log TO mvp_platform_app;
    GRANT SELECT ON schema_migrations TO mvp_platform_app;
  END IF;
END
$$;
