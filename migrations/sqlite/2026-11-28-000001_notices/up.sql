-- How each person is told of a saved search, how many results there were at the last look, and the SHA-256
-- of those that were told last, so that nothing is told twice.
ALTER TABLE saved_search_places ADD COLUMN notify TEXT NOT NULL DEFAULT 'none'
    CHECK (notify IN ('none', 'app', 'mail'));
ALTER TABLE saved_search_places ADD COLUMN seen_total INTEGER;
ALTER TABLE saved_search_places ADD COLUMN told BLOB CHECK (length(told) = 32);

-- Whoever follows a search: when theirs were looked at last, how far the outbox was then, and when
-- they got the last mail.
CREATE TABLE search_watches (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    looked_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    mailed_at INTEGER,
    PRIMARY KEY (organization_id, user_id)
) STRICT;

CREATE TABLE notices (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    saved_search_id BLOB NOT NULL REFERENCES saved_searches (id),
    said TEXT NOT NULL,
    is_to_be_mailed INTEGER NOT NULL CHECK (is_to_be_mailed IN (0, 1)),
    created_at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE INDEX notices_by_person ON notices (organization_id, user_id, id);
CREATE UNIQUE INDEX notices_unread ON notices (organization_id, user_id, saved_search_id)
    WHERE read_at IS NULL;
CREATE INDEX notices_to_mail ON notices (organization_id, user_id)
    WHERE is_to_be_mailed AND read_at IS NULL;
CREATE INDEX notices_by_search ON notices (saved_search_id);
CREATE INDEX notices_by_time ON notices (created_at);
