-- The queue of background work: who is served next, who is at it, how far it is, and its end.
-- A table is made anew where a CHECK changes; nothing refers to this one.
CREATE TABLE jobs_anew (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    attempts INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    lease_until INTEGER,
    error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    api_key_id BLOB,
    kind TEXT NOT NULL DEFAULT '',
    queue TEXT NOT NULL DEFAULT 'records' CHECK (queue IN ('small', 'records')),
    -- 0 comes before 1 before 2, within one organization.
    priority INTEGER NOT NULL DEFAULT 1 CHECK (priority BETWEEN 0 AND 2),
    -- How often a worker let the lease run out; `attempts` counts every claim.
    lapses INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER,
    -- Host and process of the worker that has it, or had it last.
    worker TEXT,
    cancel_asked_at INTEGER,
    -- How far it is, in steps of its own, such as rows.
    done INTEGER,
    expected INTEGER
) STRICT;
INSERT INTO jobs_anew (id, organization_id, user_id, payload, state, attempts, fence, run_at,
    lease_until, error, created_at, finished_at, api_key_id, kind)
    SELECT id, organization_id, user_id, payload, state, attempts, fence, run_at,
    lease_until, error, created_at, finished_at, api_key_id,
    CASE kind WHEN '' THEN payload ->> 'kind' ELSE kind END FROM jobs;
DROP TABLE jobs;
ALTER TABLE jobs_anew RENAME TO jobs;
UPDATE jobs SET queue = 'small', priority = 0 WHERE kind = 'send_mail';

-- One probe finds the next organization that waits, another its next job; the kind is for figures.
CREATE INDEX jobs_queued ON jobs (queue, organization_id, priority, run_at, id, kind)
    WHERE state = 'queued';
-- As many rows as there are workers.
CREATE INDEX jobs_running ON jobs (queue, lease_until, organization_id) WHERE state = 'running';
CREATE INDEX jobs_finished ON jobs (finished_at, state, kind) WHERE finished_at IS NOT NULL;
CREATE INDEX jobs_by_organization ON jobs (organization_id, id);
CREATE INDEX jobs_by_state ON jobs (state, id);

-- Staff of the installation, who look after its background work.
CREATE TABLE operators (
    user_id BLOB PRIMARY KEY NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL
) STRICT;
