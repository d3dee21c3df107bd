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
    import_chunks (import_id, number) {
        import_id -> DbUuid,
        number -> BigInt,
        organization_id -> DbUuid,
        bytes -> Binary,
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

joinable!(members -> organizations (organization_id));
allow_tables_to_appear_in_same_query!(
    members,
    organizations,
    users,
    sessions,
    api_keys,
    invitations,
    identities,
    operators,
);
allow_tables_to_appear_in_same_query!(jobs, organizations);
allow_tables_to_appear_in_same_query!(saved_searches, saved_search_places, notices, search_watches);
allow_tables_to_appear_in_same_query!(imports, import_chunks);
allow_tables_to_appear_in_same_query!(lists, list_contacts, contacts);
allow_tables_to_appear_in_same_query!(crm_connections, users);
allow_tables_to_appear_in_same_query!(crm_pushes, users);
allow_tables_to_appear_in_same_query!(crm_links, contacts);
