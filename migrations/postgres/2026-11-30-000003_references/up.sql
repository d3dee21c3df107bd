-- A reference is looked up for each row that is written, by a statement of its own: for a million rows of one
-- import and one organization that is a tenth of PostgreSQL's work. An organization's row never goes, and
-- whoever writes a contact or a row of an import writes within its organization, behind the wall; an import
-- takes its rows along where it is deleted (db::import::delete_all).
ALTER TABLE contacts DROP CONSTRAINT contacts_organization_id_fkey;
ALTER TABLE import_rows DROP CONSTRAINT import_rows_import_id_fkey;
