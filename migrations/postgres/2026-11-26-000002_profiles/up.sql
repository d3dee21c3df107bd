-- Mappings that an organization keeps for the files of a source.
CREATE TABLE import_profiles (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    mapping JSONB NOT NULL,
    on_duplicate TEXT NOT NULL,
    default_country TEXT,
    used_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX import_profiles_name_key ON import_profiles (organization_id, name_key);
CREATE INDEX import_profiles_by_use ON import_profiles (organization_id, used_at, id);
CALL wall_records('import_profiles');
