-- Searches under a name, each of a person or shared with the organization.
CREATE TABLE saved_searches (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    is_shared BOOLEAN NOT NULL,
    shown_columns JSONB,
    density TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    deleted_at TIMESTAMPTZ
);
CREATE INDEX saved_searches_by_owner ON saved_searches (organization_id, user_id, id);
CREATE INDEX saved_searches_shared ON saved_searches (organization_id, is_shared, id);
CREATE INDEX saved_searches_deleted ON saved_searches (deleted_at) WHERE deleted_at IS NOT NULL;

-- What each person made of them: what opens first, what is pinned, what was there at the last look.
CREATE TABLE saved_search_places (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    saved_search_id UUID NOT NULL REFERENCES saved_searches (id),
    is_default BOOLEAN NOT NULL,
    is_pinned BOOLEAN NOT NULL,
    seen_at TIMESTAMPTZ,
    seen BYTEA,
    PRIMARY KEY (organization_id, user_id, saved_search_id)
);
CREATE INDEX saved_search_places_by_search ON saved_search_places (saved_search_id);

-- Whoever goes takes their searches along, from every organization; and what was deleted a month ago
-- is forgotten everywhere. Both is work of the installation.
CALL wall_access('saved_searches');
CALL wall_access('saved_search_places');
