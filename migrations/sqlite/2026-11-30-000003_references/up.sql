-- References cost next to nothing here.
SELECT 1;
