-- How much every client may still ask, for all nodes together: one row a client, written at each of its
-- requests. Nothing is lost with it but a minute's count, so it is kept out of the write-ahead log, and a
-- statement on it waits for no disk.
CREATE UNLOGGED TABLE allowances (
    -- A keyed hash: the table tells nobody's address.
    name BYTEA PRIMARY KEY NOT NULL CHECK (octet_length(name) = 32),
    -- When all of the allowance is back. No index: a row that is changed often stays on its page.
    full_at TIMESTAMPTZ NOT NULL,
    -- Whether the last request was within it.
    granted BOOLEAN NOT NULL
) WITH (fillfactor = 60);
