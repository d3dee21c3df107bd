-- How each person is told of a saved search, how many results there were at the last look, and the SHA-256
-- of those that were told last, so that nothing is told twice.
ALTER TABLE saved_search_places ADD COLUMN notify TEXT NOT NULL DEFAULT 'none'
    CHECK (notify IN ('none', 'app', 'mail'));
ALTER TABLE saved_search_places ADD COLUMN seen_total BIGINT;
ALTER TABLE saved_search_places ADD COLUMN told BYTEA CHECK (length(told) = 32);

-- Whoever follows a search: when theirs were looked at last, how far the outbox was then, and when
-- they got the last mail.
CREATE TABLE search_watches (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    looked_at TIMESTAMPTZ NOT NULL,
    position BIGINT NOT NULL,
    mailed_at TIMESTAMPTZ,
    PRIMARY KEY (organization_id, user_id)
);

CREATE TABLE notices (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    saved_search_id UUID NOT NULL REFERENCES saved_searches (id),
    said JSONB NOT NULL,
    is_to_be_mailed BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    read_at TIMESTAMPTZ
);
CREATE INDEX notices_by_person ON notices (organization_id, user_id, id);
CREATE UNIQUE INDEX notices_unread ON notices (organization_id, user_id, saved_search_id)
    WHERE read_at IS NULL;
CREATE INDEX notices_to_mail ON notices (organization_id, user_id)
    WHERE is_to_be_mailed AND read_at IS NULL;
CREATE INDEX notices_by_search ON notices (saved_search_id);
CREATE INDEX notices_by_time ON notices (created_at);

-- Who is to be looked at or mailed to next is asked for the whole installation.
CALL wall_access('search_watches');
CALL wall_access('notices');
