use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::{embedded, run};

/// Words, variables, and what is complained of.
type Case = (&'static [&'static str], &'static [(&'static str, &'static str)], &'static str);

/// Where a CRM is told at all.
const CRM: &[(&str, &str)] = &[("CRM_CLIENT_ID", "a-b"), ("CRM_CLIENT_SECRET", "hunter2")];

#[test]
fn bad_configuration_stops_the_start_by_its_name_and_repeats_no_secret() {
    let place = embedded();
    let folder = &place.folder;
    let cases: &[Case] = &[
        (&["all"], &[("DATABASE", "mysql://a:hunter2@b/c")], "--database: expected postgres://"),
        (&["audit-verify"], &[("DATABASE", "hunter2")], "--database: expected postgres://"),
        (&["all"], &[("MASTER_KEYS", "hunter2")], "--master-keys: "),
        (&["rotate-keys"], &[("MASTER_KEYS", "1:hunter2")], "--master-keys: "),
        (&["all"], &[("SMTP", "smtp://a:hunter2@mail.example.com")], "--smtp: "),
        (&["all", "--mail-from", "nobody"], &[], "--mail-from: "),
        (&["all", "--public-url", "ftp://a"], &[], "--public-url"),
        (&["all", "--public-url", "https://a/b"], &[], "--public-url"),
        (&["all", "--oidc", "/nowhere/at-all.json"], &[], "--oidc: /nowhere/at-all.json"),
        (&["all", "--sign-up", "never"], &[], "--sign-up"),
        (&["all", "--package", "huge"], &[], "--package"),
        (&["all"], &[("CRM_CLIENT_ID", "a-b")], "--crm-client-secret: missing"),
        (&["all"], &[("CRM_CLIENT_SECRET", "hunter2")], "--crm-client-id: missing"),
        (&["all", "--crm-api-url", "http://crm.example"], CRM, "--crm-api-url: expected an https"),
        (&["all", "--crm-webhook-key", "hunter"], CRM, "--crm-webhook-key: expected the base64"),
        (
            &["all", "--public-url", "http://contacts.example"],
            CRM,
            "--public-url: expected an https",
        ),
        (&["all"], &[("CRM_TIMEOUT_SECONDS", "0")], "--crm-timeout-seconds"),
        (&["all", "--databse", "x"], &[], "--databse"),
        (&["all"], &[("REQUESTS_PER_MINUTE", "0")], "REQUESTS_PER_MINUTE"),
        (&["all"], &[("HTTPS", "perhaps")], "--https"),
        (&["all"], &[("METRICS_TOKEN", "hunter2")], "--metrics-token: expected at least 16"),
        (&["all"], &[("DRAIN_SECONDS", "soon")], "--drain-seconds"),
        (&["all", "--workers", "0"], &[], "--workers"),
        (&["all"], &[("LEASE_SECONDS", "soon")], "--lease-seconds"),
        (&["all"], &[("WATCH_SECONDS", "0")], "--watch-seconds"),
        (&["all"], &[("LOG", "contacts=loud")], "--log: "),
        (&["audit-verify", "--known", "hunter"], &[], "--known"),
        (&["audit-verify", "--keys", "/nowhere/at-all"], &[], "--keys: there is no"),
    ];
    for (words, variables, expected) in cases {
        let run = run(folder.path(), words, variables);
        assert!(matches!(run.code, Some(1 | 2)), "{words:?} {variables:?}: {run:?}");
        assert!(run.errors.contains(expected), "{words:?} {variables:?}: {run:?}");
        assert!(!run.errors.contains("hunter2") && !run.out.contains("hunter2"), "{run:?}");
    }
}

#[test]
fn a_key_file_that_is_not_safe_or_not_whole_stops_the_start() {
    let place = embedded();
    let folder = &place.folder;
    let path = folder.path().join("keys.json");
    let begin = || {
        let run = run(folder.path(), &["audit-verify"], &[]);
        (run.code, run.errors)
    };
    assert_eq!(begin().0, Some(0));
    let good = fs::read_to_string(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let (code, errors) = begin();
    assert_eq!(code, Some(1));
    assert!(errors.contains("can be read by others (mode 644); run chmod 600"), "{errors}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();

    let bad = |from: &str, to: &str, expected: &str| {
        let line = good.lines().find(|line| line.contains(from)).unwrap();
        fs::write(&path, good.replace(line, to)).unwrap();
        let (code, errors) = begin();
        assert_eq!(code, Some(1), "{errors}");
        assert!(errors.contains(expected) && errors.contains("keys.json"), "{errors}");
        assert!(!errors.contains("aHVudGVyMg"), "{errors}");
    };
    bad("\"links\"", "  \"links\": \"aHVudGVyMg==\",", "the key links has not 32 bytes");
    bad("\"refresh\"", "  \"refresh\": \"aHVudGVyMg\",", "the key refresh is not base64");
    bad("\"audit\"", "  \"aHVudGVyMg\": \"\",", "not a key file");
    fs::write(&path, &good).unwrap();
    assert_eq!(begin().0, Some(0));
}

#[test]
fn commands_make_no_keys_in_a_wrong_folder() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["audit-verify", "rotate-keys"] {
        let run = run(folder.path(), &[command], &[]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.errors.contains("expected the data folder of a server"), "{run:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
    }
}
