-- Named collections of contacts: live ones have a search, the others what people put into them.
CREATE TABLE lists (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    query TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    deleted_at TIMESTAMPTZ
);
CREATE INDEX lists_by_owner ON lists (organization_id, id);
CREATE INDEX lists_deleted ON lists (deleted_at) WHERE deleted_at IS NOT NULL;

-- A contact that is deleted keeps its place, so that an undo puts it back there.
CREATE TABLE list_contacts (
    list_id UUID NOT NULL REFERENCES lists (id),
    contact_id UUID NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    added_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (list_id, contact_id)
);
CREATE INDEX list_contacts_by_owner ON list_contacts (organization_id, list_id);
CREATE INDEX list_contacts_by_contact ON list_contacts (contact_id);

-- What was deleted a month ago is forgotten for the whole installation.
CALL wall_access('lists');
CALL wall_access('list_contacts');

-- The index holds the records of all.
GRANT SELECT (list_id, contact_id) ON list_contacts TO contacts_index;
CREATE POLICY every ON list_contacts FOR SELECT TO contacts_index USING (TRUE);
