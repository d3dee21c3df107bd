-- Identifiers that an organization must never store, export or push again: keyed hashes alone, so that
-- the list says nothing of the people on it.
CREATE TABLE suppressions (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    digest BYTEA NOT NULL CHECK (octet_length(digest) = 32),
    id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'domain')),
    reason TEXT NOT NULL CHECK (reason IN ('objection', 'erasure', 'unsubscribed', 'bounced', 'other')),
    added_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (organization_id, digest)
);
-- Ids rise with time, so this is the order of the list, too.
CREATE UNIQUE INDEX suppressions_by_id ON suppressions (organization_id, id);
CALL wall_records('suppressions');

-- Tells whether a server has the key that the hashes were made with; with another one nothing would match.
ALTER TABLE installation ADD COLUMN suppression_seal BYTEA CHECK (octet_length(suppression_seal) = 32);

-- What an organization has bought.
ALTER TABLE organizations ADD COLUMN package TEXT NOT NULL DEFAULT 'enterprise'
    CHECK (package IN ('free', 'team', 'business', 'enterprise'));

-- What it has used of it: one row a month and meter. A month is its year times 12 and its number from 0.
CREATE TABLE usage (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    month BIGINT NOT NULL,
    meter TEXT NOT NULL CHECK (meter IN ('import_rows', 'export_rows', 'crm_pushes', 'api_requests')),
    used BIGINT NOT NULL CHECK (used >= 0),
    PRIMARY KEY (organization_id, month, meter)
);
CALL wall_access('usage');
