-- The embedded database has one process, which counts requests in memory.
SELECT 1;
