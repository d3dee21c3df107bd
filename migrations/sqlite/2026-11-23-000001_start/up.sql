-- Ids are 16-byte UUIDs, times are microseconds since 1970, JSON is text.
CREATE TABLE users (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    email_key TEXT NOT NULL CONSTRAINT users_email_key UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- The nil UUID is the directory: the records that all organizations may read.
CREATE TABLE organizations (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO organizations (id, name, created_at) VALUES (zeroblob(16), 'Directory', 0);

CREATE TABLE members (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('viewer', 'member', 'manager', 'organization_admin')),
    status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'suspended', 'removed')),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, user_id)
) STRICT;
CREATE INDEX members_by_user ON members (user_id);

-- One row a signed-in browser. `seed` and `generation` decide which refresh token is the valid one.
CREATE TABLE sessions (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    user_id BLOB NOT NULL REFERENCES users (id),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    seed BLOB NOT NULL CHECK (length(seed) = 32),
    generation INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    rotated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE contacts (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
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
    emails TEXT NOT NULL,
    phones TEXT NOT NULL,
    tags TEXT NOT NULL,
    custom TEXT NOT NULL,
    name_key TEXT NOT NULL,
    source TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    verified_at INTEGER
) STRICT;
CREATE INDEX contacts_by_name ON contacts (organization_id, name_key, id);

-- Under which keys a contact's twins are found (see domain::contact::Identity).
CREATE TABLE contact_keys (
    organization_id BLOB NOT NULL,
    key TEXT NOT NULL,
    contact_id BLOB NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    PRIMARY KEY (organization_id, key, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_keys_by_contact ON contact_keys (contact_id);

-- Changes that the search index has to follow, written in the transaction of the change.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id BLOB NOT NULL,
    contact_id BLOB NOT NULL,
    settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_settled ON outbox (organization_id, seq) WHERE settled = 1;

CREATE TABLE imports (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    state TEXT NOT NULL,
    file_name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    format TEXT NOT NULL,
    dialect TEXT NOT NULL,
    mapping TEXT NOT NULL,
    on_duplicate TEXT NOT NULL,
    counts TEXT NOT NULL,
    done INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    error TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX imports_by_time ON imports (organization_id, created_at, id);

CREATE TABLE import_rows (
    import_id BLOB NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    organization_id BLOB NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    errors TEXT NOT NULL,
    cells TEXT NOT NULL,
    fields TEXT,
    contact_id BLOB,
    committed INTEGER NOT NULL CHECK (committed IN (0, 1)),
    PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_rows_by_state ON import_rows (import_id, state, number);

CREATE TABLE jobs (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    attempts INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    lease_until INTEGER,
    error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX jobs_waiting ON jobs (run_at) WHERE state IN ('queued', 'running');
