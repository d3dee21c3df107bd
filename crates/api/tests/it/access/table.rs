//! What each operation asks for, and what it answers to whoever may: the other half of the
//! permission in the handler's signature. An operation that is not in here fails the test.

use domain::access::{Need, Permission as P};
use serde_json::{Value, json};

/// One operation of the document.
pub(super) struct Operation {
    pub(super) id: &'static str,
    /// None for what anybody may.
    pub(super) need: Option<Need>,
    /// The prefix of the id in its path.
    pub(super) kind: &'static str,
    /// What is sent.
    pub(super) body: Option<Value>,
    /// The status for whoever may, with an id that is unknown where there is one in the path.
    pub(super) answer: u16,
}

const fn may(permission: P) -> Need {
    Need::Permission(permission)
}

fn operation(id: &'static str, need: impl Into<Option<Need>>, answer: u16) -> Operation {
    Operation { id, need: need.into(), kind: "", body: None, answer }
}

impl Operation {
    fn on(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    fn with(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }
}

/// All of them, by resource.
pub(super) fn table() -> Vec<Operation> {
    [
        system(),
        auth(),
        me(),
        people(),
        keys_and_logs(),
        contacts(),
        imports(),
        saved_searches(),
        suppressions(),
        crm(),
        operator(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn system() -> Vec<Operation> {
    vec![operation("show_health", None, 200), operation("show_readiness", None, 200)]
}

fn auth() -> Vec<Operation> {
    let token = || json!({"token": "x"});
    vec![
        operation("show_sign_in_options", None, 200),
        operation("sign_up", None, 422)
            .with(json!({"email": "x", "password": "y", "name": "", "organization": ""})),
        operation("sign_in", None, 401)
            .with(json!({"email": "nobody@example.com", "password": "y"})),
        operation("verify_second_factor", None, 401).with(json!({"code": "123456"})),
        operation("refresh_session", None, 401),
        operation("sign_out", None, 204),
        operation("ask_for_password_reset", None, 202).with(json!({"email": "nobody@example.com"})),
        operation("reset_password", None, 410)
            .with(json!({"token": "x", "password": "tall ships sail at noon"})),
        operation("verify_email", None, 410).with(token()),
        operation("start_oidc", None, 404).on("provider"),
        operation("finish_oidc", None, 303).on("provider"),
        operation("preview_invitation", None, 410).with(token()),
        operation("accept_invitation", None, 410).with(token()),
    ]
}

fn me() -> Vec<Operation> {
    let person = Need::Person;
    let code = || json!({"code": "123456"});
    let nowhere = "org_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b";
    let passwords =
        json!({"current_password": "not this one", "new_password": "tall ships sail at nine"});
    vec![
        operation("show_me", person, 200),
        operation("change_me", person, 200).with(json!({"name": "Ada King"})),
        operation("delete_me", person, 422).with(json!({"confirmation": "not this one"})),
        operation("change_password", person, 422).with(passwords),
        operation("send_verification", person, 202),
        operation("list_sessions", person, 200),
        operation("end_session", person, 404).on("ses"),
        operation("end_other_sessions", person, 204),
        operation("switch_organization", person, 404).with(json!({"organization": nowhere})),
        operation("start_totp", person, 200),
        operation("confirm_totp", person, 422).with(code()),
        operation("make_recovery_codes", person, 422).with(code()),
        operation("disable_totp", person, 422).with(code()),
    ]
}

fn people() -> Vec<Operation> {
    let member = Need::Member;
    let invitation = json!({"email": "grace@example.com", "role": "viewer"});
    vec![
        operation("show_organization", member, 200),
        operation("change_organization", may(P::SettingsManage), 200)
            .with(json!({"name": "Engines"})),
        operation("list_members", member, 200),
        operation("change_member", may(P::MembersManage), 404)
            .on("usr")
            .with(json!({"role": "viewer"})),
        operation("remove_member", may(P::MembersManage), 404).on("usr"),
        operation("list_invitations", may(P::MembersManage), 200),
        operation("create_invitation", may(P::MembersManage), 201).with(invitation),
        operation("revoke_invitation", may(P::MembersManage), 404).on("inv"),
    ]
}

fn keys_and_logs() -> Vec<Operation> {
    let key = json!({"name": "Sync", "scopes": ["contacts:read"]});
    vec![
        operation("list_api_keys", may(P::KeysManage), 200),
        operation("create_api_key", may(P::KeysManage), 201).with(key),
        operation("rotate_api_key", may(P::KeysManage), 404).on("key").with(json!({})),
        operation("revoke_api_key", may(P::KeysManage), 404).on("key"),
        operation("list_requests", may(P::AuditRead), 200),
        operation("list_audit_events", may(P::AuditRead), 200),
        operation("export_audit_events", may(P::AuditRead), 200),
        operation("verify_audit_events", may(P::AuditRead), 200),
    ]
}

fn contacts() -> Vec<Operation> {
    vec![
        operation("search_contacts", may(P::ContactsRead), 200),
        operation("suggest_contacts", may(P::ContactsRead), 200),
        operation("list_facet_values", may(P::ContactsRead), 404),
        operation("explain_missing_contact", may(P::ContactsRead), 404).on("con"),
        operation("create_contact", may(P::ContactsWrite), 201)
            .with(json!({"first_name": "Grace"})),
        operation("export_contacts", may(P::ContactsExport), 200).with(json!({"everything": true})),
        operation("show_contact_history", may(P::ContactsRead), 404).on("con"),
        operation("show_contact", may(P::ContactsRead), 404).on("con"),
        operation("update_contact", may(P::ContactsWrite), 404)
            .on("con")
            .with(json!({"city": "Bonn"})),
        operation("delete_contact", may(P::ContactsDelete), 404).on("con"),
    ]
}

fn imports() -> Vec<Operation> {
    let mapping = json!({"columns": [], "on_duplicate": "skip"});
    vec![
        operation("create_import", may(P::ImportsStage), 415),
        operation("list_imports", may(P::ImportsStage), 200),
        operation("show_import", may(P::ImportsStage), 404).on("imp"),
        operation("change_import_source", may(P::ImportsStage), 404)
            .on("imp")
            .with(json!({"skip": 1})),
        operation("map_import", may(P::ImportsStage), 404).on("imp").with(mapping),
        operation("list_import_rows", may(P::ImportsStage), 404).on("imp"),
        operation("edit_import_row", may(P::ImportsStage), 404)
            .on("imp")
            .with(json!({"skip": true})),
        operation("edit_import_rows", may(P::ImportsStage), 404)
            .on("imp")
            .with(json!({"change": {"skip": true}})),
        operation("download_import_errors", may(P::ImportsStage), 404).on("imp"),
        operation("preview_undo", may(P::ImportsCommit), 404).on("imp"),
        operation("undo_import", may(P::ImportsCommit), 404).on("imp"),
        operation("commit_import", may(P::ImportsCommit), 404).on("imp"),
        operation("cancel_import", may(P::ImportsStage), 404).on("imp"),
        operation("list_import_profiles", may(P::ImportsStage), 200),
        operation("delete_import_profile", may(P::ImportsStage), 404).on("prf"),
    ]
}

fn saved_searches() -> Vec<Operation> {
    let someone = || json!({"ids": ["con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b"]});
    vec![
        operation("list_saved_searches", may(P::ListsRead), 200),
        operation("create_saved_search", may(P::ListsWrite), 201)
            .with(json!({"name": "VPs", "query": "q=vp"})),
        operation("show_saved_search", may(P::ListsRead), 404).on("sav"),
        operation("update_saved_search", may(P::ListsRead), 404)
            .on("sav")
            .with(json!({"notify": "app"})),
        operation("delete_saved_search", may(P::ListsWrite), 404).on("sav"),
        operation("restore_saved_search", may(P::ListsWrite), 404).on("sav"),
        operation("see_saved_search", may(P::ListsRead), 404).on("sav"),
        operation("list_lists", may(P::ListsRead), 200),
        operation("create_list", may(P::ListsWrite), 201).with(json!({"name": "Fair"})),
        operation("show_list", may(P::ListsRead), 404).on("lst"),
        operation("update_list", may(P::ListsWrite), 404).on("lst").with(json!({"name": "Fairs"})),
        operation("delete_list", may(P::ListsWrite), 404).on("lst"),
        operation("restore_list", may(P::ListsWrite), 404).on("lst"),
        operation("add_list_contacts", may(P::ListsWrite), 404).on("lst").with(someone()),
        operation("remove_list_contacts", may(P::ListsWrite), 404).on("lst").with(someone()),
        operation("list_notices", Need::Member, 200),
        operation("summarize_notices", Need::Member, 200),
        operation("read_notices", Need::Member, 200).with(json!({})),
    ]
}

fn suppressions() -> Vec<Operation> {
    let manage = || may(P::PrivacyManage);
    let values = || json!({"values": ["grace@example.net"]});
    vec![
        operation("show_usage", may(P::UsageRead), 200),
        operation("list_suppressions", manage(), 200),
        operation("add_suppressions", manage(), 200).with(values()),
        operation("import_suppressions", manage(), 415),
        operation("check_suppression", manage(), 200).with(json!({"value": "grace@example.net"})),
        operation("remove_suppressions", manage(), 200).with(values()),
        operation("remove_suppression", manage(), 404).on("sup"),
    ]
}

fn crm() -> Vec<Operation> {
    let (push, connect) = (may(P::CrmPush), may(P::CrmConnect));
    let mapping = json!({"fields": [{"field": "email", "source": "email", "rule": "always"}]});
    vec![
        operation("show_crm_connection", push, 200),
        operation("disconnect_crm", connect, 409),
        operation("connect_crm", connect, 409),
        operation("confirm_crm", connect, 409).with(json!({"location": "none"})),
        operation("finish_crm", None, 303),
        operation("hear_crm", None, 401),
        operation("show_crm_mapping", push, 200),
        operation("change_crm_mapping", connect, 200).with(mapping),
        operation("preview_crm_mapping", push, 200),
        operation("create_push", push, 409).with(json!({"search": "q=ada"})),
        operation("list_pushes", push, 200),
        operation("show_push", push, 404).on("psh"),
        operation("list_push_items", push, 404).on("psh"),
        operation("download_push_errors", push, 404).on("psh"),
        operation("start_push", push, 404).on("psh"),
        operation("pause_push", push, 404).on("psh"),
        operation("resume_push", push, 404).on("psh"),
        operation("cancel_push", push, 404).on("psh"),
        operation("retry_push", push, 404).on("psh"),
    ]
}

fn operator() -> Vec<Operation> {
    vec![
        operation("list_jobs", Need::Operator, 200),
        operation("summarize_jobs", Need::Operator, 200),
        operation("show_job", Need::Operator, 404).on("job"),
        operation("retry_job", Need::Operator, 404).on("job"),
        operation("cancel_job", Need::Operator, 404).on("job"),
    ]
}
