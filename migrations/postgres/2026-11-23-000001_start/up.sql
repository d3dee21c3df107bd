CREATE TABLE users (
    id UUID PRIMARY KEY NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL CONSTRAINT users_email_key UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

-- The nil UUID is the directory: the records that all organizations may read.
CREATE TABLE organizations (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
INSERT INTO organizations (id, name, created_at) VALUES ('00000000-0000-0000-0000-000000000000', 'Directory', 'epoch');

CREATE TABLE members (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('viewer', 'member', 'manager', 'organization_admin')),
    status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'suspended', 'removed')),
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX members_by_user ON members (user_id);

-- One row a signed-in browser. `seed` and `generation` decide which refresh token is the valid one.
CREATE TABLE sessions (
    id UUID PRIMARY KEY NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    organization_id UUID NOT NULL REFERENCES organizations (id),
    seed BYTEA NOT NULL CHECK (octet_length(seed) = 32),
    generation BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    rotated_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE contacts (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    full_name TEXT,
    first_name TEXT,
    last_name TEXT,
    title TEXT,
    seniority TEXT,
    department TEXT,
    company TEXT,
    company_domain TEXT,
    industry TEXT,
    company_size TEXT,
    street TEXT,
    city TEXT,
    region TEXT,
    postal_code TEXT,
    country TEXT CHECK (length(country) = 2),
    website TEXT,
    linkedin_url TEXT,
    notes TEXT,
    external_id TEXT,
    emails JSONB NOT NULL,
    phones JSONB NOT NULL,
    tags JSONB NOT NULL,
    custom JSONB NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    source TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    verified_at TIMESTAMPTZ
);
CREATE INDEX contacts_by_name ON contacts (organization_id, name_key, id);

-- Under which keys a contact's twins are found (see domain::contact::Identity).
CREATE TABLE contact_keys (
    organization_id UUID NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    contact_id UUID NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    PRIMARY KEY (organization_id, key, contact_id)
);
CREATE INDEX contact_keys_by_contact ON contact_keys (contact_id);

-- Changes that the search index has to follow, written in the transaction of the change.
CREATE TABLE outbox (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id UUID NOT NULL,
    contact_id UUID NOT NULL,
    -- The writing transaction: readers stop below the oldest one that still runs.
    txn BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    settled BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX outbox_settled ON outbox (organization_id, txn) WHERE settled;
CREATE INDEX outbox_by_txn ON outbox (txn, seq);

CREATE TABLE imports (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    state TEXT NOT NULL,
    file_name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 BYTEA NOT NULL CHECK (octet_length(sha256) = 32),
    format TEXT NOT NULL,
    dialect JSONB NOT NULL,
    mapping JSONB NOT NULL,
    on_duplicate TEXT NOT NULL,
    counts JSONB NOT NULL,
    done BIGINT NOT NULL,
    expected BIGINT NOT NULL,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    error TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX imports_by_time ON imports (organization_id, created_at, id);

CREATE TABLE import_rows (
    import_id UUID NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    organization_id UUID NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    errors JSONB NOT NULL,
    cells JSONB NOT NULL,
    fields JSONB,
    contact_id UUID,
    committed BOOLEAN NOT NULL,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX import_rows_by_state ON import_rows (import_id, state, number);

CREATE TABLE jobs (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    payload JSONB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    attempts BIGINT NOT NULL,
    fence BIGINT NOT NULL,
    run_at TIMESTAMPTZ NOT NULL,
    lease_until TIMESTAMPTZ,
    error TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ
);
CREATE INDEX jobs_waiting ON jobs (run_at) WHERE state IN ('queued', 'running');
