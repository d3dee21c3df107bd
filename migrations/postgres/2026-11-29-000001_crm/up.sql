-- The CRM of an organization: one location, which belongs to no other organization while it is connected.
-- What opens it is sealed; the leases are in the database's time.
CREATE TABLE crm_connections (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    state TEXT NOT NULL CHECK (state IN ('chosen', 'connected', 'reconnect', 'paused', 'disconnected')),
    location TEXT COLLATE "C" NOT NULL,
    company TEXT COLLATE "C",
    location_name TEXT NOT NULL,
    allows_duplicates BOOLEAN NOT NULL,
    scopes TEXT NOT NULL,
    access_token BYTEA,
    refresh_token BYTEA,
    key_version BIGINT,
    generation BIGINT NOT NULL,
    expires_at TIMESTAMPTZ,
    refresh_until TIMESTAMPTZ,
    busy_until TIMESTAMPTZ,
    busy_with UUID,
    connected_by UUID NOT NULL REFERENCES users (id),
    connected_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    last_call_at TIMESTAMPTZ,
    allowance JSONB,
    trouble TEXT
);
CREATE UNIQUE INDEX crm_connections_organization ON crm_connections (organization_id);
CREATE UNIQUE INDEX crm_connections_location ON crm_connections (location)
    WHERE state NOT IN ('chosen', 'disconnected');
CREATE INDEX crm_connections_by_company ON crm_connections (company) WHERE company IS NOT NULL;

-- Connections on their way: the hash of what the CRM has to send back.
CREATE TABLE crm_states (
    hash BYTEA PRIMARY KEY NOT NULL CHECK (octet_length(hash) = 32),
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    session_id UUID NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX crm_states_by_owner ON crm_states (organization_id);
CREATE INDEX crm_states_by_end ON crm_states (expires_at);
CREATE INDEX crm_states_by_session ON crm_states (session_id);

-- Webhooks that were heard, so that none is heard twice.
CREATE TABLE crm_hooks (
    hash BYTEA PRIMARY KEY NOT NULL CHECK (octet_length(hash) = 32),
    heard_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX crm_hooks_by_time ON crm_hooks (heard_at);

-- What goes where.
CREATE TABLE crm_mappings (
    organization_id UUID PRIMARY KEY NOT NULL REFERENCES organizations (id),
    mapping JSONB NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

-- Which contact is which record of a location: no contact has two records, and no record two contacts.
-- The hashes are of the address and the number that were written.
CREATE TABLE crm_links (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    location TEXT COLLATE "C" NOT NULL,
    contact_id UUID NOT NULL,
    crm_id TEXT COLLATE "C" NOT NULL,
    email_hash BYTEA CHECK (octet_length(email_hash) = 32),
    phone_hash BYTEA CHECK (octet_length(phone_hash) = 32),
    pushed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (organization_id, location, contact_id)
);
CREATE UNIQUE INDEX crm_links_record ON crm_links (organization_id, location, crm_id);
CREATE INDEX crm_links_by_email ON crm_links (organization_id, email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX crm_links_by_phone ON crm_links (organization_id, phone_hash) WHERE phone_hash IS NOT NULL;

-- Pushes, from the dry run to the end. `held` units of the package are of the month `held_month`.
CREATE TABLE crm_pushes (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    state TEXT NOT NULL
        CHECK (state IN ('planning', 'ready', 'running', 'paused', 'done', 'cancelled', 'failed')),
    what TEXT NOT NULL CHECK (what IN ('ids', 'list', 'search')),
    location TEXT COLLATE "C" NOT NULL,
    mapping JSONB NOT NULL,
    starts BOOLEAN NOT NULL,
    counts JSONB NOT NULL,
    held BIGINT NOT NULL,
    held_month BIGINT,
    error TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    planned_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX crm_pushes_by_owner ON crm_pushes (organization_id, id);

-- Who was chosen and has no fate yet: ids one behind the other, 16 bytes each, in the order of the push.
CREATE TABLE crm_push_parts (
    push_id UUID NOT NULL REFERENCES crm_pushes (id),
    number BIGINT NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    ids BYTEA NOT NULL CHECK (octet_length(ids) % 16 = 0),
    PRIMARY KEY (push_id, number)
);
CREATE INDEX crm_push_parts_by_owner ON crm_push_parts (organization_id, push_id);

-- The contacts of a push. `unsure` are those of which nobody knows whether the CRM took them: it is asked
-- before anything is sent again.
CREATE TABLE crm_push_items (
    push_id UUID NOT NULL REFERENCES crm_pushes (id),
    number BIGINT NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    contact_id UUID NOT NULL,
    planned TEXT NOT NULL CHECK (planned IN
        ('create', 'update', 'unchanged', 'conflict', 'not_pushable', 'suppressed')),
    fate TEXT NOT NULL CHECK (fate IN ('create', 'update', 'unchanged', 'conflict', 'not_pushable',
        'suppressed', 'created', 'updated', 'failed')),
    unsure BOOLEAN NOT NULL,
    reason TEXT,
    fields JSONB NOT NULL,
    crm_id TEXT COLLATE "C",
    other_crm_id TEXT,
    other_contact_id UUID,
    trace_id TEXT,
    email_hash BYTEA CHECK (octet_length(email_hash) = 32),
    phone_hash BYTEA CHECK (octet_length(phone_hash) = 32),
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (push_id, number)
);
CREATE INDEX crm_push_items_by_owner ON crm_push_items (organization_id, push_id);
CREATE INDEX crm_push_items_by_fate ON crm_push_items (push_id, fate, number);
CREATE INDEX crm_push_items_by_email ON crm_push_items (push_id, email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX crm_push_items_by_phone ON crm_push_items (push_id, phone_hash) WHERE phone_hash IS NOT NULL;

-- Webhooks and callbacks come before it is known whose they are.
CALL wall_access('crm_connections');
CALL wall_access('crm_states');
CALL wall_records('crm_mappings');
CALL wall_records('crm_links');
CALL wall_records('crm_pushes');
CALL wall_records('crm_push_parts');
CALL wall_records('crm_push_items');
