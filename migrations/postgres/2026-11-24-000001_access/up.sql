-- The secret of the second factor is sealed with the data key of this version; it is in force once
-- it is confirmed. `totp_step` is the last time step whose code was used: a code works once.
ALTER TABLE users ADD COLUMN email_verified_at TIMESTAMPTZ;
ALTER TABLE users ADD COLUMN totp_secret BYTEA;
ALTER TABLE users ADD COLUMN totp_key_version BIGINT;
ALTER TABLE users ADD COLUMN totp_confirmed_at TIMESTAMPTZ;
ALTER TABLE users ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN deleted_at TIMESTAMPTZ;

ALTER TABLE organizations ADD COLUMN requires_second_factor BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE organizations ADD COLUMN closed_at TIMESTAMPTZ;

-- A session that waits for the code of a second factor opens nothing else.
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN address TEXT;
ALTER TABLE sessions ADD COLUMN waits BOOLEAN NOT NULL DEFAULT FALSE;

-- Jobs act in the name of a key where a key asked for them.
ALTER TABLE jobs ADD COLUMN api_key_id UUID;

-- What a job is, so that mails need not wait behind imports.
ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT '';

-- Who a person is at an identity provider.
CREATE TABLE identities (
    issuer TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_by_user ON identities (user_id);

CREATE TABLE recovery_codes (
    user_id UUID NOT NULL REFERENCES users (id),
    hash BYTEA NOT NULL CHECK (octet_length(hash) = 32),
    used_at TIMESTAMPTZ,
    PRIMARY KEY (user_id, hash)
);

-- Links of mails that work once. Their tokens are computed from the id under a key of the server.
CREATE TABLE links (
    id UUID PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
    user_id UUID NOT NULL REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX links_by_user ON links (user_id, purpose);

-- Failed sign-ins of an account or from an address, each under a keyed hash.
CREATE TABLE sign_in_failures (
    name BYTEA PRIMARY KEY NOT NULL CHECK (octet_length(name) = 32),
    failures BIGINT NOT NULL,
    last_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE invitations (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    email_key TEXT COLLATE "C" NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'member', 'manager', 'organization_admin')),
    invited_by UUID NOT NULL REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    accepted_by UUID REFERENCES users (id),
    closed_at TIMESTAMPTZ
);
CREATE INDEX invitations_open ON invitations (organization_id, email_key) WHERE closed_at IS NULL;

CREATE TABLE api_keys (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    created_by UUID NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    hash BYTEA NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    old_hash BYTEA UNIQUE CHECK (octet_length(old_hash) = 32),
    old_until TIMESTAMPTZ,
    scopes JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX api_keys_by_organization ON api_keys (organization_id, id);

-- One data key a version of an organization, wrapped by the key-encryption key of this number.
CREATE TABLE data_keys (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    version BIGINT NOT NULL,
    wrapped BYTEA NOT NULL,
    wrapped_by BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (organization_id, version)
);

-- Each organization's log is a chain: `hash` is over the row and the hash before it.
CREATE TABLE audit_events (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'denied', 'failed')),
    subject TEXT COLLATE "C",
    detail JSONB NOT NULL,
    address TEXT,
    request_id TEXT,
    previous BYTEA NOT NULL CHECK (octet_length(previous) = 32),
    hash BYTEA NOT NULL CHECK (octet_length(hash) = 32),
    CONSTRAINT audit_events_pkey PRIMARY KEY (organization_id, seq)
);
CREATE INDEX audit_events_by_actor ON audit_events (organization_id, actor, seq);
CREATE INDEX audit_events_by_action ON audit_events (organization_id, action, seq);
CREATE INDEX audit_events_by_subject ON audit_events (organization_id, subject, seq) WHERE subject IS NOT NULL;
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is never changed or deleted'; END $$;
CREATE TRIGGER audit_events_stay BEFORE UPDATE OR DELETE ON audit_events
FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_events_remain BEFORE TRUNCATE ON audit_events
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Where each chain ends, sealed with a key that the database does not know.
CREATE TABLE audit_heads (
    organization_id UUID PRIMARY KEY NOT NULL REFERENCES organizations (id),
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL CHECK (octet_length(hash) = 32),
    seal BYTEA NOT NULL CHECK (octet_length(seal) = 32)
);
CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads
FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_heads_remain BEFORE TRUNCATE ON audit_heads
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TABLE requests (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    at TIMESTAMPTZ NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    method TEXT NOT NULL,
    route TEXT NOT NULL,
    status BIGINT NOT NULL,
    micros BIGINT NOT NULL,
    PRIMARY KEY (organization_id, at, id)
);
CREATE INDEX requests_by_time ON requests (at);

-- What became of a POST with an Idempotency-Key. `name` is a keyed hash of who, where and the key;
-- the answer is sealed with a key that only whoever sends the Idempotency-Key again completes.
CREATE TABLE idempotency_keys (
    name BYTEA PRIMARY KEY NOT NULL CHECK (octet_length(name) = 32),
    body BYTEA CHECK (octet_length(body) = 32),
    state TEXT NOT NULL CHECK (state IN ('claimed', 'applied', 'answered')),
    lease_until TIMESTAMPTZ NOT NULL,
    answer BYTEA,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

-- Mails that wait for the mail server; a row goes when its mail was handed over.
CREATE TABLE mails (
    id UUID PRIMARY KEY NOT NULL,
    recipient TEXT NOT NULL,
    letter JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
