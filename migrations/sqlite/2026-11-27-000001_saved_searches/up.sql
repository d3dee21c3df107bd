-- Searches under a name, each of a person or shared with the organization.
CREATE TABLE saved_searches (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
    shown_columns TEXT,
    density TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX saved_searches_by_owner ON saved_searches (organization_id, user_id, id);
CREATE INDEX saved_searches_shared ON saved_searches (organization_id, is_shared, id);
CREATE INDEX saved_searches_deleted ON saved_searches (deleted_at) WHERE deleted_at IS NOT NULL;

-- What each person made of them: what opens first, what is pinned, what was there at the last look.
CREATE TABLE saved_search_places (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    saved_search_id BLOB NOT NULL REFERENCES saved_searches (id),
    is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    is_pinned INTEGER NOT NULL CHECK (is_pinned IN (0, 1)),
    seen_at INTEGER,
    seen BLOB,
    PRIMARY KEY (organization_id, user_id, saved_search_id)
) STRICT;
CREATE INDEX saved_search_places_by_search ON saved_search_places (saved_search_id);
