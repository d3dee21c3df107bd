//! Files on their way in.

use diesel::table;

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
        default_country -> Nullable<Text>,
        profile -> Nullable<DbJson>,
        revision -> Nullable<DbJson>,
        staged_mark -> BigInt,
        compared_through -> Nullable<BigInt>,
        written_through -> BigInt,
        written -> BigInt,
        undone_through -> BigInt,
        undo -> Nullable<DbJson>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    import_profiles (id) {
        id -> DbUuid,
        organization_id -> DbUuid,
        name -> Text,
        name_key -> Text,
        mapping -> DbJson,
        on_duplicate -> Text,
        default_country -> Nullable<Text>,
        used_at -> DbTime,
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
        errors -> Nullable<DbJson>,
        cells -> DbJson,
        edits -> Nullable<DbJson>,
        fields -> Nullable<DbJson>,
        matches -> Nullable<DbJson>,
        contact_id -> Nullable<DbUuid>,
        apart -> Bool,
        alike -> Bool,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    import_kept (import_id, number) {
        import_id -> DbUuid,
        number -> BigInt,
        organization_id -> DbUuid,
        reason -> Text,
        fields -> DbJson,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::types::*;
    import_chunks (import_id, number) {
        import_id -> DbUuid,
        number -> BigInt,
        organization_id -> DbUuid,
        bytes -> Binary,
    }
}
