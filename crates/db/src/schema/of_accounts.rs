//! Who may come in.

use diesel::table;

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    users (id) {
        id -> DbUuid,
        email_key -> Text,
        name -> Text,
        password_hash -> Text,
        created_at -> DbTime,
        email_verified_at -> Nullable<DbTime>,
        totp_secret -> Nullable<Binary>,
        totp_key_version -> Nullable<BigInt>,
        totp_confirmed_at -> Nullable<DbTime>,
        totp_step -> BigInt,
        deleted_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    organizations (id) {
        id -> DbUuid,
        name -> Text,
        created_at -> DbTime,
        requires_second_factor -> Bool,
        closed_at -> Nullable<DbTime>,
        package -> Text,
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
        device -> Text,
        address -> Nullable<Text>,
        waits -> Bool,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    operators (user_id) {
        user_id -> DbUuid,
        created_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    identities (issuer, subject) {
        issuer -> Text,
        subject -> Text,
        user_id -> DbUuid,
        created_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    recovery_codes (user_id, hash) {
        user_id -> DbUuid,
        hash -> Binary,
        used_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    links (id) {
        id -> DbUuid,
        purpose -> Text,
        user_id -> DbUuid,
        created_at -> DbTime,
        expires_at -> DbTime,
        used_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    sign_in_failures (name) {
        name -> Binary,
        failures -> BigInt,
        last_at -> DbTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    invitations (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        email_key -> Text,
        role -> Text,
        invited_by -> DbUuid,
        created_at -> DbTime,
        expires_at -> DbTime,
        accepted_by -> Nullable<DbUuid>,
        closed_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    api_keys (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        created_by -> DbUuid,
        name -> Text,
        prefix -> Text,
        hash -> Binary,
        old_hash -> Nullable<Binary>,
        old_until -> Nullable<DbTime>,
        scopes -> DbJson,
        created_at -> DbTime,
        expires_at -> DbTime,
        last_used_at -> Nullable<DbTime>,
        revoked_at -> Nullable<DbTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    data_keys (organization_id, version) {
        organization_id -> DbUuid,
        version -> BigInt,
        wrapped -> Binary,
        wrapped_by -> BigInt,
        created_at -> DbTime,
    }
}
