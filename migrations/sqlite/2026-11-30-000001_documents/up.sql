-- Documents are text here already.
SELECT 1;
