-- SQLite has one user and no row-level security; there the types of `db::Scope` are the wall.
SELECT 1;
