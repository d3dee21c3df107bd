-- The condition stands in the index as the query says it already.
SELECT 1;
