-- Documents are stored as they were written. Nothing looks into them by an index, so taking each apart as
-- JSONB and putting it together again for each reader cost an import a tenth of its time. No release has what
-- was before: the tables are rewritten at once.
DO $$
DECLARE
    documents RECORD;
BEGIN
    FOR documents IN
        SELECT table_name, string_agg(format('ALTER COLUMN %I TYPE JSON', column_name), ', ') AS changes
        FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'jsonb'
        GROUP BY table_name
    LOOP
        EXECUTE format('ALTER TABLE %I %s', documents.table_name, documents.changes);
    END LOOP;
END;
$$;
