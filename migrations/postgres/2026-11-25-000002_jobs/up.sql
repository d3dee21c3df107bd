-- The queue of background work: who is served next, who is at it, how far it is, and its end.
ALTER TABLE jobs ADD COLUMN queue TEXT NOT NULL DEFAULT 'records'
    CHECK (queue IN ('small', 'records'));
-- 0 comes before 1 before 2, within one organization.
ALTER TABLE jobs ADD COLUMN priority BIGINT NOT NULL DEFAULT 1 CHECK (priority BETWEEN 0 AND 2);
-- How often a worker let the lease run out; `attempts` counts every claim.
ALTER TABLE jobs ADD COLUMN lapses BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN started_at TIMESTAMPTZ;
-- Host and process of the worker that has it, or had it last.
ALTER TABLE jobs ADD COLUMN worker TEXT;
ALTER TABLE jobs ADD COLUMN cancel_asked_at TIMESTAMPTZ;
-- How far it is, in steps of its own, such as rows.
ALTER TABLE jobs ADD COLUMN done BIGINT;
ALTER TABLE jobs ADD COLUMN expected BIGINT;

ALTER TABLE jobs DROP CONSTRAINT jobs_state_check;
ALTER TABLE jobs ADD CONSTRAINT jobs_state_check
    CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled'));

UPDATE jobs SET kind = payload ->> 'kind' WHERE kind = '';
UPDATE jobs SET queue = 'small', priority = 0 WHERE kind = 'send_mail';

DROP INDEX jobs_waiting;
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
    user_id UUID PRIMARY KEY NOT NULL REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL
);
