-- The secret of the second factor is sealed with the data key of this version; it is in force once
-- it is confirmed. `totp_step` is the last time step whose code was used: a code works once.
ALTER TABLE users ADD COLUMN email_verified_at INTEGER;
ALTER TABLE users ADD COLUMN totp_secret BLOB;
ALTER TABLE users ADD COLUMN totp_key_version INTEGER;
ALTER TABLE users ADD COLUMN totp_confirmed_at INTEGER;
ALTER TABLE users ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN deleted_at INTEGER;

ALTER TABLE organizations ADD COLUMN requires_second_factor INTEGER NOT NULL DEFAULT 0 CHECK (requires_second_factor IN (0, 1));
ALTER TABLE organizations ADD COLUMN closed_at INTEGER;

-- A session that waits for the code of a second factor opens nothing else.
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN address TEXT;
ALTER TABLE sessions ADD COLUMN waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1));

-- Jobs act in the name of a key where a key asked for them.
ALTER TABLE jobs ADD COLUMN api_key_id BLOB;

-- What a job is, so that mails need not wait behind imports.
ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT '';

-- Who a person is at an identity provider.
CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_by_user ON identities (user_id);

CREATE TABLE recovery_codes (
    user_id BLOB NOT NULL REFERENCES users (id),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    used_at INTEGER,
    PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

-- Links of mails that work once. Their tokens are computed from the id under a key of the server.
CREATE TABLE links (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    purpose TEXT NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
    user_id BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX links_by_user ON links (user_id, purpose);

-- Failed sign-ins of an account or from an address, each under a keyed hash.
CREATE TABLE sign_in_failures (
    name BLOB PRIMARY KEY NOT NULL CHECK (length(name) = 32),
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;

CREATE TABLE invitations (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    email_key TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'member', 'manager', 'organization_admin')),
    invited_by BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_by BLOB REFERENCES users (id),
    closed_at INTEGER
) STRICT;
CREATE INDEX invitations_open ON invitations (organization_id, email_key) WHERE closed_at IS NULL;

CREATE TABLE api_keys (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    created_by BLOB NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    old_hash BLOB UNIQUE CHECK (length(old_hash) = 32),
    old_until INTEGER,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX api_keys_by_organization ON api_keys (organization_id, id);

-- One data key a version of an organization, wrapped by the key-encryption key of this number.
CREATE TABLE data_keys (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    version INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    wrapped_by INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, version)
) STRICT, WITHOUT ROWID;

-- Each organization's log is a chain: `hash` is over the row and the hash before it.
CREATE TABLE audit_events (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'denied', 'failed')),
    subject TEXT,
    detail TEXT NOT NULL,
    address TEXT,
    request_id TEXT,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    CONSTRAINT audit_events_pkey PRIMARY KEY (organization_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_events_by_actor ON audit_events (organization_id, actor, seq);
CREATE INDEX audit_events_by_action ON audit_events (organization_id, action, seq);
CREATE INDEX audit_events_by_subject ON audit_events (organization_id, subject, seq) WHERE subject IS NOT NULL;
CREATE TRIGGER audit_events_stay BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;
CREATE TRIGGER audit_events_remain BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit events are never deleted'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER audit_events_once BEFORE INSERT ON audit_events
WHEN EXISTS (SELECT 1 FROM audit_events AS was WHERE was.organization_id = NEW.organization_id AND was.seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit events are never replaced'); END;

-- Where each chain ends, sealed with a key that the database does not know.
CREATE TABLE audit_heads (
    organization_id BLOB PRIMARY KEY NOT NULL REFERENCES organizations (id),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    seal BLOB NOT NULL CHECK (length(seal) = 32)
) STRICT;
CREATE TRIGGER audit_heads_remain BEFORE DELETE ON audit_heads
BEGIN SELECT RAISE(ABORT, 'the head of an audit log is never deleted'); END;

CREATE TABLE requests (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    at INTEGER NOT NULL,
    id TEXT NOT NULL,
    actor TEXT NOT NULL,
    method TEXT NOT NULL,
    route TEXT NOT NULL,
    status INTEGER NOT NULL,
    micros INTEGER NOT NULL,
    PRIMARY KEY (organization_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_time ON requests (at);

-- What became of a POST with an Idempotency-Key. `name` is a keyed hash of who, where and the key;
-- the answer is sealed with a key that only whoever sends the Idempotency-Key again completes.
CREATE TABLE idempotency_keys (
    name BLOB PRIMARY KEY NOT NULL CHECK (length(name) = 32),
    body BLOB CHECK (length(body) = 32),
    state TEXT NOT NULL CHECK (state IN ('claimed', 'applied', 'answered')),
    lease_until INTEGER NOT NULL,
    answer BLOB,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

-- Mails that wait for the mail server; a row goes when its mail was handed over.
CREATE TABLE mails (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    recipient TEXT NOT NULL,
    letter TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
