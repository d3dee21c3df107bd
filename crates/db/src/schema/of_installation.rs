//! Jobs, logs, and what belongs to the installation.

use diesel::table;

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
        api_key_id -> Nullable<DbUuid>,
        kind -> Text,
        queue -> Text,
        priority -> BigInt,
        lapses -> BigInt,
        started_at -> Nullable<DbTime>,
        worker -> Nullable<Text>,
        cancel_asked_at -> Nullable<DbTime>,
        done -> Nullable<BigInt>,
        expected -> Nullable<BigInt>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    audit_events (organization_id, seq) {
        organization_id -> DbUuid,
        seq -> BigInt,
        at -> DbTime,
        actor -> Text,
        action -> Text,
        outcome -> Text,
        subject -> Nullable<Text>,
        detail -> DbJson,
        address -> Nullable<Text>,
        request_id -> Nullable<Text>,
        previous -> Binary,
        hash -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    audit_heads (organization_id) {
        organization_id -> DbUuid,
        seq -> BigInt,
        hash -> Binary,
        seal -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    requests (organization_id, at, id) {
        organization_id -> DbUuid,
        at -> DbTime,
        id -> Text,
        actor -> Text,
        method -> Text,
        route -> Text,
        status -> BigInt,
        micros -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    idempotency_keys (name) {
        name -> Binary,
        body -> Nullable<Binary>,
        state -> Text,
        lease_until -> DbTime,
        answer -> Nullable<Binary>,
        created_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    mails (id) {
        id -> DbUuid,
        recipient -> Text,
        letter -> DbJson,
        created_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    installation (id) {
        id -> DbUuid,
        epoch -> DbUuid,
        cluster -> Nullable<Text>,
        seal -> Nullable<Binary>,
        suppression_seal -> Nullable<Binary>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    usage (organization_id, month, meter) {
        organization_id -> DbUuid,
        month -> BigInt,
        meter -> Text,
        used -> BigInt,
    }
}
