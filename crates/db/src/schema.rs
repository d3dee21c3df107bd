//! The tables as both databases have them; by hand, because the SQL types are our own. A test
//! writes and reads every column on both.

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    users (id) {
        id -> DbUuid,
        email_key -> Text,
        name -> Text,
        password_hash -> Text,
        created_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    organizations (id) {
        id -> DbUuid,
        name -> Text,
        created_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    members (organization_id, user_id) {
        organization_id -> DbUuid,
        user_id -> DbUuid,
        role -> Text,
        status -> Text,
        created_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    sessions (id) {
        id -> DbUuid,
        user_id -> DbUuid,
        organization_id -> DbUuid,
        seed -> Binary,
        generation -> BigInt,
        created_at -> DbTime,
        rotated_at -> DbTime,
        expires_at -> DbTime,
        revoked_at -> Nullable<DbTime>,
    }
}

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
        name_key -> Text,
        source -> Text,
        version -> BigInt,
        created_at -> DbTime,
        updated_at -> DbTime,
        verified_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    contact_keys (organization_id, key, contact_id) {
        organization_id -> DbUuid,
        key -> Text,
        contact_id -> DbUuid,
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
    imports (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        user_id -> DbUuid,
        state -> Text,
        file_name -> Text,
        bytes -> BigInt,
        sha256 -> Binary,
        format -> Text,
        dialect -> DbJson,
        mapping -> DbJson,
        on_duplicate -> Text,
        counts -> DbJson,
        done -> BigInt,
        expected -> BigInt,
        started_at -> Nullable<DbTime>,
        finished_at -> Nullable<DbTime>,
        error -> Nullable<Text>,
        created_at -> DbTime,
        updated_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    import_rows (import_id, number) {
        import_id -> DbUuid,
        number -> BigInt,
        organization_id -> DbUuid,
        state -> Text,
        reason -> Text,
        errors -> DbJson,
        cells -> DbJson,
        fields -> Nullable<DbJson>,
        contact_id -> Nullable<DbUuid>,
        committed -> Bool,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    jobs (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        user_id -> DbUuid,
        payload -> DbJson,
        state -> Text,
        attempts -> BigInt,
        fence -> BigInt,
        run_at -> DbTime,
        lease_until -> Nullable<DbTime>,
        error -> Nullable<Text>,
        created_at -> DbTime,
        finished_at -> Nullable<DbTime>,
    }
}

joinable!(members -> organizations (organization_id));
allow_tables_to_appear_in_same_query!(members, organizations, users, sessions);
allow_tables_to_appear_in_same_query!(contacts, contact_keys);
