-- Imports of a million rows, their review, and their undo. No release has what goes here.

-- Keys under which a contact's twins are found, as hashes, in runs: rows that are written together stand
-- together, so that a large import writes them in their order instead of all over a large tree. Runs are
-- merged now and then (see db::contact::keys). The program fills them from the contacts that are there.
DROP TABLE contact_keys;
CREATE TABLE contact_keys (
    organization_id BLOB NOT NULL,
    run INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    contact_id BLOB NOT NULL,
    PRIMARY KEY (organization_id, run, hash, contact_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_key_runs (
    organization_id BLOB NOT NULL,
    run INTEGER NOT NULL,
    -- How often it was merged: 0, 1, 2.
    level INTEGER NOT NULL,
    PRIMARY KEY (organization_id, run)
) STRICT, WITHOUT ROWID;

-- Nothing read the names in this order; the search index has them. In its place: who made a contact.
DROP INDEX contacts_by_name;
ALTER TABLE contacts DROP COLUMN name_key;
-- the import where the source is one, else the user.
ALTER TABLE contacts ADD COLUMN made_by BLOB;
CREATE INDEX contacts_by_organization ON contacts (organization_id, id);

-- What changed in a contact, version by version; the first version has no row.
CREATE TABLE contact_changes (
    organization_id BLOB NOT NULL,
    contact_id BLOB NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    source TEXT NOT NULL,
    user_id BLOB,
    -- The import whose row it was, or was taken back.
    import_id BLOB,
    number INTEGER,
    changes TEXT NOT NULL,
    PRIMARY KEY (contact_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_changes_by_row ON contact_changes (import_id, number, version)
    WHERE import_id IS NOT NULL;

ALTER TABLE imports ADD COLUMN default_country TEXT;
-- The saved profile that its columns were proposed by.
ALTER TABLE imports ADD COLUMN profile TEXT;
-- A change of many rows that a job is at.
ALTER TABLE imports ADD COLUMN revision TEXT;
-- Where the outbox was when staging began: what changed since may be a twin that staging did not see.
ALTER TABLE imports ADD COLUMN staged_mark INTEGER NOT NULL DEFAULT 0;
-- Rows up to this number were compared with all rows before them; none where all were.
ALTER TABLE imports ADD COLUMN compared_through INTEGER;
-- Rows up to this number are decided: those that were to be written are.
ALTER TABLE imports ADD COLUMN written_through INTEGER NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
-- Rows up to this number are taken back, or put in again.
ALTER TABLE imports ADD COLUMN undone_through INTEGER NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN undo TEXT;
UPDATE imports SET
    written_through = coalesce((SELECT max(number) FROM import_rows WHERE import_id = id AND committed = 1), 0),
    written = (SELECT count(*) FROM import_rows WHERE import_id = id AND committed = 1);

CREATE TABLE import_rows_anew (
    import_id BLOB NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    organization_id BLOB NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    errors TEXT,
    cells TEXT NOT NULL,
    fields TEXT,
    contact_id BLOB,
    edits TEXT,
    matches TEXT,
    apart INTEGER NOT NULL CHECK (apart IN (0, 1)),
    alike INTEGER NOT NULL CHECK (alike IN (0, 1)),
    PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO import_rows_anew SELECT import_id, number, organization_id, state, reason,
    nullif(errors, '[]'), cells, fields, contact_id, NULL, NULL, 0, 0 FROM import_rows;
DROP TABLE import_rows;
ALTER TABLE import_rows_anew RENAME TO import_rows;
CREATE INDEX import_rows_by_state ON import_rows (import_id, state, number);
CREATE INDEX import_rows_alike ON import_rows (import_id, number) WHERE alike = 1;

-- Rows whose contact an undo left as it is, in whole or in part.
CREATE TABLE import_kept (
    import_id BLOB NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    organization_id BLOB NOT NULL,
    reason TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;
