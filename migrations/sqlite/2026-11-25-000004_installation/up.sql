-- One row. Positions of the outbox mean something within an epoch: another one begins where records
-- come out of a backup or from another database. `cluster` is of PostgreSQL alone. `seal` tells
-- whether a server has the keys of this installation.
CREATE TABLE installation (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    epoch BLOB NOT NULL CHECK (length(epoch) = 16),
    cluster TEXT,
    seal BLOB CHECK (length(seal) = 32)
) STRICT;
CREATE UNIQUE INDEX installation_once ON installation ((1));
INSERT INTO installation (id, epoch) VALUES (randomblob(16), randomblob(16));

-- Uploaded files in pieces, for nodes that have another disk than the one that received them. A SQLite
-- has one node, so it is empty here.
CREATE TABLE import_chunks (
    import_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    bytes BLOB NOT NULL,
    PRIMARY KEY (import_id, number)
) STRICT;
CREATE INDEX import_chunks_by_organization ON import_chunks (organization_id, import_id);
