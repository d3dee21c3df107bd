-- Row-level security: the second wall between tenants, behind the types of `db::Scope`.
--
-- The program works as `contacts_app`, which owns nothing, so that the policies hold for it; the
-- search index reads as `contacts_index`. Both are roles without a login, which the login of the
-- program takes on. Roles belong to the whole server: another database may have made them.
DO $$
DECLARE
    wanted TEXT;
    how TEXT := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['contacts_app', 'contacts_index'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN NULL;
                WHEN insufficient_privilege THEN
                    RAISE EXCEPTION 'the role % is missing and % may not make it', wanted, current_user
                    USING HINT = 'as a superuser: CREATE ROLE contacts_app; CREATE ROLE contacts_index; GRANT contacts_app, contacts_index TO ' || quote_ident(current_user);
            END;
        END IF;
        IF NOT pg_has_role(current_user, wanted, how) THEN
            EXECUTE format('GRANT %I TO %I', wanted, current_user);
        END IF;
    END LOOP;
END $$;

-- What the program may touch at all. Of the audit log it may add to, and never change, an event.
GRANT USAGE ON SCHEMA public TO contacts_app, contacts_index;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO contacts_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO contacts_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO contacts_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO contacts_app;
REVOKE UPDATE, DELETE ON audit_events FROM contacts_app;
REVOKE DELETE ON audit_heads FROM contacts_app;
REVOKE INSERT, UPDATE, DELETE ON __diesel_schema_migrations FROM contacts_app;
GRANT SELECT ON contacts, outbox TO contacts_index;

-- The organization of the transaction. Where none is set, there is an error and no row. `*` stands
-- for work of the installation, such as a sign-in, before it is known whose work it is.
CREATE FUNCTION wall_organization() RETURNS UUID LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT current_setting('contacts.organization')::uuid $$;
CREATE FUNCTION wall_admits(owner UUID) RETURNS BOOLEAN LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT CASE current_setting('contacts.organization')
    WHEN '*' THEN TRUE
    ELSE owner = current_setting('contacts.organization')::uuid
END $$;

-- A table of records: only within the transaction of its organization.
CREATE PROCEDURE wall_records(name REGCLASS) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own ON %s TO contacts_app '
        'USING (organization_id = (SELECT wall_organization())) '
        'WITH CHECK (organization_id = (SELECT wall_organization()))', name);
END $$;

-- A table that work of the installation needs too.
CREATE PROCEDURE wall_access(name REGCLASS) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own ON %s TO contacts_app '
        'USING (wall_admits(organization_id)) WITH CHECK (wall_admits(organization_id))', name);
END $$;

CALL wall_records('contacts');
CALL wall_records('contact_keys');
CALL wall_records('imports');
CALL wall_records('import_rows');

CALL wall_access('members');
CALL wall_access('sessions');
CALL wall_access('outbox');
CALL wall_access('jobs');
CALL wall_access('invitations');
CALL wall_access('api_keys');
CALL wall_access('data_keys');
CALL wall_access('audit_events');
CALL wall_access('audit_heads');
CALL wall_access('requests');

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON organizations TO contacts_app USING (wall_admits(id)) WITH CHECK (wall_admits(id));

-- The directory is there for all to read, and mails leave in the name of the installation.
CREATE POLICY directory ON contacts FOR SELECT TO contacts_app USING (organization_id = '00000000-0000-0000-0000-000000000000');
CREATE POLICY directory ON outbox FOR SELECT TO contacts_app USING (organization_id = '00000000-0000-0000-0000-000000000000');
CREATE POLICY installation ON jobs TO contacts_app USING (organization_id = '00000000-0000-0000-0000-000000000000');

-- The index holds the records of all.
CREATE POLICY every ON contacts FOR SELECT TO contacts_index USING (TRUE);
CREATE POLICY every ON outbox FOR SELECT TO contacts_index USING (TRUE);
