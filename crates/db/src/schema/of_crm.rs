//! The CRM of an organization.

use diesel::table;

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    crm_connections (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        state -> Text,
        location -> Text,
        company -> Nullable<Text>,
        location_name -> Text,
        allows_duplicates -> Bool,
        scopes -> Text,
        access_token -> Nullable<Binary>,
        refresh_token -> Nullable<Binary>,
        key_version -> Nullable<BigInt>,
        generation -> BigInt,
        expires_at -> Nullable<DbTime>,
        refresh_until -> Nullable<DbTime>,
        busy_until -> Nullable<DbTime>,
        busy_with -> Nullable<DbUuid>,
        connected_by -> DbUuid,
        connected_at -> DbTime,
        updated_at -> DbTime,
        last_call_at -> Nullable<DbTime>,
        allowance -> Nullable<DbJson>,
        trouble -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    crm_states (hash) {
        hash -> Binary,
        organization_id -> DbUuid,
        user_id -> DbUuid,
        session_id -> DbUuid,
        expires_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    crm_hooks (hash) {
        hash -> Binary,
        heard_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    crm_mappings (organization_id) {
        organization_id -> DbUuid,
        mapping -> DbJson,
        updated_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    crm_links (organization_id, location, contact_id) {
        organization_id -> DbUuid,
        location -> Text,
        contact_id -> DbUuid,
        crm_id -> Text,
        email_hash -> Nullable<Binary>,
        phone_hash -> Nullable<Binary>,
        pushed_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    crm_pushes (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        user_id -> DbUuid,
        state -> Text,
        what -> Text,
        location -> Text,
        mapping -> DbJson,
        starts -> Bool,
        counts -> DbJson,
        held -> BigInt,
        held_month -> Nullable<BigInt>,
        error -> Nullable<Text>,
        created_at -> DbTime,
        planned_at -> Nullable<DbTime>,
        started_at -> Nullable<DbTime>,
        finished_at -> Nullable<DbTime>,
        updated_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    crm_push_parts (push_id, number) {
        push_id -> DbUuid,
        number -> BigInt,
        organization_id -> DbUuid,
        ids -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    crm_push_items (push_id, number) {
        push_id -> DbUuid,
        number -> BigInt,
        organization_id -> DbUuid,
        contact_id -> DbUuid,
        planned -> Text,
        fate -> Text,
        unsure -> Bool,
        reason -> Nullable<Text>,
        fields -> DbJson,
        crm_id -> Nullable<Text>,
        other_crm_id -> Nullable<Text>,
        other_contact_id -> Nullable<DbUuid>,
        trace_id -> Nullable<Text>,
        email_hash -> Nullable<Binary>,
        phone_hash -> Nullable<Binary>,
        updated_at -> DbTime,
    }
}
