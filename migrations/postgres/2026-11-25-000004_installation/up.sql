-- One row. Positions of the outbox mean something within an epoch: another one begins where records
-- come out of a backup or from another database. `cluster` is the PostgreSQL cluster that the numbers
-- of transactions belong to. `seal` tells whether a server has the keys of this installation.
CREATE TABLE installation (
    id UUID PRIMARY KEY NOT NULL,
    epoch UUID NOT NULL,
    cluster TEXT,
    seal BYTEA CHECK (octet_length(seal) = 32)
);
CREATE UNIQUE INDEX installation_once ON installation ((true));
INSERT INTO installation (id, epoch) VALUES (gen_random_uuid(), gen_random_uuid());

-- Uploaded files in pieces, for nodes that have another disk than the one that received them. No
-- reference to imports: the pieces are there before the import is.
CREATE TABLE import_chunks (
    import_id UUID NOT NULL,
    number BIGINT NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    bytes BYTEA NOT NULL,
    PRIMARY KEY (import_id, number)
);
-- What is compressed already, or read once, is not worth compressing.
ALTER TABLE import_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX import_chunks_by_organization ON import_chunks (organization_id, import_id);

CALL wall_access('import_chunks');
-- The upkeep of files looks for those that belong to no import, whoever they were of.
GRANT SELECT (id, state) ON imports TO contacts_index;
GRANT SELECT (import_id) ON import_chunks TO contacts_index;
CREATE POLICY every ON imports FOR SELECT TO contacts_index USING (TRUE);
CREATE POLICY every ON import_chunks FOR SELECT TO contacts_index USING (TRUE);
