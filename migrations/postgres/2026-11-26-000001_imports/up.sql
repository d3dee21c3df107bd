-- Imports of a million rows, their review, and their undo. No release has what goes here.

-- Keys under which a contact's twins are found, as hashes, in runs: rows that are written together stand
-- together, so that a large import writes them in their order instead of all over a large tree. Runs are
-- merged now and then (see db::contact::keys). The program fills them from the contacts that are there.
DROP TABLE contact_keys;
CREATE TABLE contact_keys (
    organization_id UUID NOT NULL,
    run BIGINT NOT NULL,
    hash BIGINT NOT NULL,
    contact_id UUID NOT NULL,
    PRIMARY KEY (organization_id, run, hash, contact_id)
);
CREATE TABLE contact_key_runs (
    organization_id UUID NOT NULL,
    run BIGINT NOT NULL,
    -- How often it was merged: 0, 1, 2.
    level BIGINT NOT NULL,
    PRIMARY KEY (organization_id, run)
);

-- Nothing read the names in this order; the search index has them. In its place: who made a contact.
DROP INDEX contacts_by_name;
ALTER TABLE contacts DROP COLUMN name_key;
-- the import where the source is one, else the user.
ALTER TABLE contacts ADD COLUMN made_by UUID;
CREATE INDEX contacts_by_organization ON contacts (organization_id, id);

-- What changed in a contact, version by version; the first version has no row.
CREATE TABLE contact_changes (
    organization_id UUID NOT NULL,
    contact_id UUID NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    source TEXT NOT NULL,
    user_id UUID,
    -- The import whose row it was, or was taken back.
    import_id UUID,
    number BIGINT,
    changes JSONB NOT NULL,
    PRIMARY KEY (contact_id, version)
);
CREATE INDEX contact_changes_by_row ON contact_changes (import_id, number, version)
    WHERE import_id IS NOT NULL;

ALTER TABLE imports ADD COLUMN default_country TEXT;
-- The saved profile that its columns were proposed by.
ALTER TABLE imports ADD COLUMN profile JSONB;
-- A change of many rows that a job is at.
ALTER TABLE imports ADD COLUMN revision JSONB;
-- Where the outbox was when staging began: what changed since may be a twin that staging did not see.
ALTER TABLE imports ADD COLUMN staged_mark BIGINT NOT NULL DEFAULT 0;
-- Rows up to this number were compared with all rows before them; none where all were.
ALTER TABLE imports ADD COLUMN compared_through BIGINT;
-- Rows up to this number are decided: those that were to be written are.
ALTER TABLE imports ADD COLUMN written_through BIGINT NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN written BIGINT NOT NULL DEFAULT 0;
-- Rows up to this number are taken back, or put in again.
ALTER TABLE imports ADD COLUMN undone_through BIGINT NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN undo JSONB;
-- The owner sees rows while the wall does not hold for it; it does again before this is committed.
ALTER TABLE imports NO FORCE ROW LEVEL SECURITY;
ALTER TABLE import_rows NO FORCE ROW LEVEL SECURITY;
UPDATE imports SET
    written_through = coalesce((SELECT max(number) FROM import_rows WHERE import_id = imports.id AND committed), 0),
    written = (SELECT count(*) FROM import_rows WHERE import_id = imports.id AND committed);
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
ALTER TABLE import_rows FORCE ROW LEVEL SECURITY;

ALTER TABLE import_rows DROP COLUMN committed;
ALTER TABLE import_rows ALTER COLUMN errors DROP NOT NULL;
ALTER TABLE import_rows ADD COLUMN edits JSONB;
ALTER TABLE import_rows ADD COLUMN matches JSONB;
ALTER TABLE import_rows ADD COLUMN apart BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE import_rows ADD COLUMN alike BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX import_rows_alike ON import_rows (import_id, number) WHERE alike;

-- Rows whose contact an undo left as it is, in whole or in part.
CREATE TABLE import_kept (
    import_id UUID NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    organization_id UUID NOT NULL,
    reason TEXT NOT NULL,
    fields JSONB NOT NULL,
    PRIMARY KEY (import_id, number)
);

CALL wall_records('contact_keys');
CALL wall_records('contact_key_runs');
CALL wall_records('contact_changes');
CALL wall_records('import_kept');

-- Rows of a file are compared with the directory, which is there for all to read.
CREATE POLICY directory ON contact_keys FOR SELECT TO contacts_app USING (organization_id = '00000000-0000-0000-0000-000000000000');
CREATE POLICY directory ON contact_key_runs FOR SELECT TO contacts_app USING (organization_id = '00000000-0000-0000-0000-000000000000');
