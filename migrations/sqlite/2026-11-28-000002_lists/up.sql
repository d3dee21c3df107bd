-- Named collections of contacts: live ones have a search, the others what people put into them.
CREATE TABLE lists (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    query TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX lists_by_owner ON lists (organization_id, id);
CREATE INDEX lists_deleted ON lists (deleted_at) WHERE deleted_at IS NOT NULL;

-- A contact that is deleted keeps its place, so that an undo puts it back there.
CREATE TABLE list_contacts (
    list_id BLOB NOT NULL REFERENCES lists (id),
    contact_id BLOB NOT NULL CHECK (length(contact_id) = 16),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    added_at INTEGER NOT NULL,
    PRIMARY KEY (list_id, contact_id)
) STRICT;
CREATE INDEX list_contacts_by_owner ON list_contacts (organization_id, list_id);
CREATE INDEX list_contacts_by_contact ON list_contacts (contact_id);
