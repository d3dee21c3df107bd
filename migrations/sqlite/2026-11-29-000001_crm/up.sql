-- The CRM of an organization: one location, which belongs to no other organization while it is connected.
-- What opens it is sealed; the leases are in the database's time.
CREATE TABLE crm_connections (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    state TEXT NOT NULL CHECK (state IN ('chosen', 'connected', 'reconnect', 'paused', 'disconnected')),
    location TEXT NOT NULL,
    company TEXT,
    location_name TEXT NOT NULL,
    allows_duplicates INTEGER NOT NULL CHECK (allows_duplicates IN (0, 1)),
    scopes TEXT NOT NULL,
    access_token BLOB,
    refresh_token BLOB,
    key_version INTEGER,
    generation INTEGER NOT NULL,
    expires_at INTEGER,
    refresh_until INTEGER,
    busy_until INTEGER,
    busy_with BLOB CHECK (length(busy_with) = 16),
    connected_by BLOB NOT NULL REFERENCES users (id),
    connected_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_call_at INTEGER,
    allowance TEXT,
    trouble TEXT
) STRICT;
CREATE UNIQUE INDEX crm_connections_organization ON crm_connections (organization_id);
CREATE UNIQUE INDEX crm_connections_location ON crm_connections (location)
    WHERE state NOT IN ('chosen', 'disconnected');
CREATE INDEX crm_connections_by_company ON crm_connections (company) WHERE company IS NOT NULL;

-- Connections on their way: the hash of what the CRM has to send back.
CREATE TABLE crm_states (
    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    session_id BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX crm_states_by_owner ON crm_states (organization_id);
CREATE INDEX crm_states_by_end ON crm_states (expires_at);
CREATE INDEX crm_states_by_session ON crm_states (session_id);

-- Webhooks that were heard, so that none is heard twice.
CREATE TABLE crm_hooks (
    hash BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
    heard_at INTEGER NOT NULL
) STRICT;
CREATE INDEX crm_hooks_by_time ON crm_hooks (heard_at);

-- What goes where.
CREATE TABLE crm_mappings (
    organization_id BLOB PRIMARY KEY NOT NULL REFERENCES organizations (id),
    mapping TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Which contact is which record of a location: no contact has two records, and no record two contacts.
-- The hashes are of the address and the number that were written.
CREATE TABLE crm_links (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    location TEXT NOT NULL,
    contact_id BLOB NOT NULL CHECK (length(contact_id) = 16),
    crm_id TEXT NOT NULL,
    email_hash BLOB CHECK (length(email_hash) = 32),
    phone_hash BLOB CHECK (length(phone_hash) = 32),
    pushed_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, location, contact_id)
) STRICT;
CREATE UNIQUE INDEX crm_links_record ON crm_links (organization_id, location, crm_id);
CREATE INDEX crm_links_by_email ON crm_links (organization_id, email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX crm_links_by_phone ON crm_links (organization_id, phone_hash) WHERE phone_hash IS NOT NULL;

-- Pushes, from the dry run to the end. `held` units of the package are of the month `held_month`.
CREATE TABLE crm_pushes (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    state TEXT NOT NULL
        CHECK (state IN ('planning', 'ready', 'running', 'paused', 'done', 'cancelled', 'failed')),
    what TEXT NOT NULL CHECK (what IN ('ids', 'list', 'search')),
    location TEXT NOT NULL,
    mapping TEXT NOT NULL,
    starts INTEGER NOT NULL CHECK (starts IN (0, 1)),
    counts TEXT NOT NULL,
    held INTEGER NOT NULL,
    held_month INTEGER,
    error TEXT,
    created_at INTEGER NOT NULL,
    planned_at INTEGER,
    started_at INTEGER,
    finished_at INTEGER,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX crm_pushes_by_owner ON crm_pushes (organization_id, id);

-- Who was chosen and has no fate yet: ids one behind the other, 16 bytes each, in the order of the push.
CREATE TABLE crm_push_parts (
    push_id BLOB NOT NULL REFERENCES crm_pushes (id),
    number INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    ids BLOB NOT NULL CHECK (length(ids) % 16 = 0),
    PRIMARY KEY (push_id, number)
) STRICT;
CREATE INDEX crm_push_parts_by_owner ON crm_push_parts (organization_id, push_id);

-- The contacts of a push. `unsure` are those of which nobody knows whether the CRM took them: it is asked
-- before anything is sent again.
CREATE TABLE crm_push_items (
    push_id BLOB NOT NULL REFERENCES crm_pushes (id),
    number INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    contact_id BLOB NOT NULL CHECK (length(contact_id) = 16),
    planned TEXT NOT NULL CHECK (planned IN
        ('create', 'update', 'unchanged', 'conflict', 'not_pushable', 'suppressed')),
    fate TEXT NOT NULL CHECK (fate IN ('create', 'update', 'unchanged', 'conflict', 'not_pushable',
        'suppressed', 'created', 'updated', 'failed')),
    unsure INTEGER NOT NULL CHECK (unsure IN (0, 1)),
    reason TEXT,
    fields TEXT NOT NULL,
    crm_id TEXT,
    other_crm_id TEXT,
    other_contact_id BLOB CHECK (length(other_contact_id) = 16),
    trace_id TEXT,
    email_hash BLOB CHECK (length(email_hash) = 32),
    phone_hash BLOB CHECK (length(phone_hash) = 32),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (push_id, number)
) STRICT;
CREATE INDEX crm_push_items_by_owner ON crm_push_items (organization_id, push_id);
CREATE INDEX crm_push_items_by_fate ON crm_push_items (push_id, fate, number);
CREATE INDEX crm_push_items_by_email ON crm_push_items (push_id, email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX crm_push_items_by_phone ON crm_push_items (push_id, phone_hash) WHERE phone_hash IS NOT NULL;
