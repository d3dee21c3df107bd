-- Mappings that an organization keeps for the files of a source.
CREATE TABLE import_profiles (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    mapping TEXT NOT NULL,
    on_duplicate TEXT NOT NULL,
    default_country TEXT,
    used_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX import_profiles_name_key ON import_profiles (organization_id, name_key);
CREATE INDEX import_profiles_by_use ON import_profiles (organization_id, used_at, id);
