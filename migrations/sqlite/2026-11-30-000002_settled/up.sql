-- The condition of the index as the query says it, without a value: a statement whose use of an index hangs on
-- a value that is bound is prepared anew each time, and each search asks this.
DROP INDEX outbox_settled;
CREATE INDEX outbox_settled ON outbox (organization_id, seq) WHERE settled;
