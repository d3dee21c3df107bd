//! Contacts, and what people keep of them.

use diesel::table;

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    contacts (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        full_name -> Nullable<Text>,
        first_name -> Nullable<Text>,
        last_name -> Nullable<Text>,
        title -> Nullable<Text>,
        seniority -> Nullable<Text>,
        department -> Nullable<Text>,
        company -> Nullable<Text>,
        company_domain -> Nullable<Text>,
        industry -> Nullable<Text>,
        company_size -> Nullable<Text>,
        street -> Nullable<Text>,
        city -> Nullable<Text>,
        region -> Nullable<Text>,
        postal_code -> Nullable<Text>,
        country -> Nullable<Text>,
        website -> Nullable<Text>,
        linkedin_url -> Nullable<Text>,
        notes -> Nullable<Text>,
        external_id -> Nullable<Text>,
        emails -> DbJson,
        phones -> DbJson,
        tags -> DbJson,
        custom -> DbJson,
        source -> Text,
        version -> BigInt,
        created_at -> DbTime,
        updated_at -> DbTime,
        verified_at -> Nullable<DbTime>,
        made_by -> Nullable<DbUuid>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    contact_keys (organization_id, run, hash, contact_id) {
        organization_id -> DbUuid,
        run -> BigInt,
        hash -> BigInt,
        contact_id -> DbUuid,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    contact_key_runs (organization_id, run) {
        organization_id -> DbUuid,
        run -> BigInt,
        level -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    contact_changes (contact_id, version) {
        organization_id -> DbUuid,
        contact_id -> DbUuid,
        version -> BigInt,
        at -> DbTime,
        source -> Text,
        user_id -> Nullable<DbUuid>,
        import_id -> Nullable<DbUuid>,
        number -> Nullable<BigInt>,
        changes -> DbJson,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    outbox (seq) {
        seq -> BigInt,
        organization_id -> DbUuid,
        contact_id -> DbUuid,
        settled -> Bool,
        created_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    saved_searches (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        user_id -> DbUuid,
        name -> Text,
        query -> Text,
        is_shared -> Bool,
        shown_columns -> Nullable<DbJson>,
        density -> Nullable<Text>,
        created_at -> DbTime,
        updated_at -> DbTime,
        deleted_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    saved_search_places (organization_id, user_id, saved_search_id) {
        organization_id -> DbUuid,
        user_id -> DbUuid,
        saved_search_id -> DbUuid,
        is_default -> Bool,
        is_pinned -> Bool,
        seen_at -> Nullable<DbTime>,
        seen -> Nullable<Binary>,
        notify -> Text,
        seen_total -> Nullable<BigInt>,
        told -> Nullable<Binary>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    search_watches (organization_id, user_id) {
        organization_id -> DbUuid,
        user_id -> DbUuid,
        looked_at -> DbTime,
        position -> BigInt,
        mailed_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    notices (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        user_id -> DbUuid,
        saved_search_id -> DbUuid,
        said -> DbJson,
        is_to_be_mailed -> Bool,
        created_at -> DbTime,
        read_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    lists (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        user_id -> DbUuid,
        name -> Text,
        query -> Nullable<Text>,
        created_at -> DbTime,
        updated_at -> DbTime,
        deleted_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    list_contacts (list_id, contact_id) {
        list_id -> DbUuid,
        contact_id -> DbUuid,
        organization_id -> DbUuid,
        added_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    suppressions (organization_id, digest) {
        organization_id -> DbUuid,
        digest -> Binary,
        id -> DbUuid,
        kind -> Text,
        reason -> Text,
        added_by -> Text,
        created_at -> DbTime,
    }
}
