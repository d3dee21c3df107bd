use std::sync::Arc;

use domain::access::Role;
use domain::id::TypedId;
use domain::mail::SearchChanged;
use domain::notice::{NoticeSearch, Said, Totals};
use domain::saved_search::Changes;
use domain::{InvitationId, LinkId, SavedSearchId, Sources, Timestamp};
use proptest::prelude::*;
use secrets::{LinkKeys, Purpose};

use super::*;

fn keys() -> Arc<LinkKeys> {
    Arc::new(LinkKeys::new(&[7; 32]))
}

fn links() -> Links {
    Links::new("https://contacts.example.com/", keys()).unwrap()
}

/// Every kind of letter, with this in the place of all that people type.
fn letters(typed: &str) -> Vec<Letter> {
    let sources = Sources::predictable();
    let name = || typed.to_owned();
    vec![
        Letter::VerifyEmail { link: sources.id(), name: name() },
        Letter::AlreadySignedUp { name: name() },
        Letter::ResetPassword { link: sources.id(), name: name() },
        Letter::PasswordChanged { name: name() },
        Letter::SecurityChanged { name: name(), change: SecurityChange::SecondFactorOn },
        Letter::TokenReused { name: name(), device: name() },
        Letter::Invitation {
            invitation: sources.id(),
            organization: name(),
            invited_by: name(),
            role: Role::OrganizationAdmin,
        },
        Letter::SearchesChanged {
            name: name(),
            organization: name(),
            searches: vec![changed(typed, Some((2, 0, 1))), changed(typed, None)],
        },
    ]
}

/// A search with what is new, gone and changed, or with how many there are and were.
fn changed(name: &str, figures: Option<(u64, u64, u64)>) -> SearchChanged {
    let since = Timestamp::from_micros(0);
    SearchChanged {
        search: NoticeSearch { id: Sources::predictable().id(), name: name.to_owned() },
        said: Said {
            changes: figures.map(|(new, gone, changed)| Changes { new, gone, changed, since }),
            totals: Totals { before: 7_000, now: 7_002, since },
        },
    }
}

/// The token in a text, behind this address.
fn token<'a>(text: &'a str, address: &str) -> &'a str {
    let rest = text.split_once(address).expect("the link is there").1;
    rest.split(['\n', '"']).next().unwrap()
}

#[test]
fn links_carry_the_token_of_their_purpose() {
    let (link, invitation) =
        (Sources::predictable().id::<LinkId>(), Sources::predictable().id::<InvitationId>());
    let name = || "Ada".to_owned();
    for (letter, page, purpose, id) in [
        (Letter::VerifyEmail { link, name: name() }, "verify", Purpose::VerifyEmail, link.uuid()),
        (
            Letter::ResetPassword { link, name: name() },
            "reset",
            Purpose::ResetPassword,
            link.uuid(),
        ),
        (
            Letter::Invitation {
                invitation,
                organization: name(),
                invited_by: name(),
                role: Role::Viewer,
            },
            "invitation",
            Purpose::Invitation,
            invitation.uuid(),
        ),
    ] {
        let message = write(&letter, &links());
        let address = format!("https://contacts.example.com/{page}#");
        for body in [&message.text, &message.html] {
            assert_eq!(keys().read(purpose, token(body, &address)), Some(id), "{body}");
        }
    }
}

#[test]
fn a_letter_reads_well() {
    let message = write(&letters("Ada Lovelace")[6], &links());
    assert_eq!(message.subject, "Join Ada Lovelace on 1CloudAI Business Contacts");
    let token = token(&message.text, "#");
    assert_eq!(
        message.text,
        format!(
            "Hello,\n\nAda Lovelace invites you to join Ada Lovelace on 1CloudAI Business \
             Contacts, with the role Organization Admin:\n\n\
             https://contacts.example.com/invitation#{token}\n\n\
             The invitation can be accepted for 7 days.\n\n\
             If you do not know these people, you need not do anything.\n\n\
             -- \n1CloudAI Business Contacts\n"
        )
    );
    assert!(write(&letters(" ")[0], &links()).text.starts_with("Hello,\n"));
}

#[test]
fn what_changed_is_told_in_figures_with_a_way_to_stop_it() {
    let message = write(&letters("VPs")[7], &links());
    assert_eq!(message.subject, "2 saved searches have changed");
    let id: SavedSearchId = Sources::predictable().id();
    let open = format!("https://contacts.example.com/search?saved={id}");
    let ways = format!("Open: {open}\nNo more mails about it: {open}&notify=none");
    for told in ["VPs: 2 new, 1 changed", "VPs: 7002 results, 7000 before"] {
        assert!(message.text.contains(&format!("{told}\n{ways}\n")), "{}", message.text);
    }
    assert!(message.html.contains(&format!("<a href=\"{open}&amp;notify=none\">")));
}

#[test]
fn what_people_type_stays_text() {
    let typed = "<script>alert(\"x\")</script>'&\r\nBcc: eve@evil.example\r\n\r\nwww.evil.example";
    for letter in letters(typed) {
        let message = write(&letter, &links());
        assert!(!message.subject.contains(['\r', '\n']), "{}", message.subject);
        assert!(!message.html.contains("<script"), "{}", message.html);
        assert!(!message.html.contains("alert(\""), "{}", message.html);
        for body in [&message.text, &message.html] {
            assert!(!body.contains("\nBcc"), "{body}");
            assert!(!body.contains("evil.example"), "a link could be made of it: {body}");
            assert!(!body.contains("eve@evil"), "{body}");
        }
    }
}

proptest! {
    #[test]
    fn no_name_breaks_out_of_its_place(typed in any::<String>()) {
        for (letter, plain) in letters(&typed).iter().zip(letters("")) {
            let (message, plain) = (write(letter, &links()), write(&plain, &links()));
            let count = |text: &str, sign| text.matches(sign).count();
            for sign in ['<', '>', '"', '\n'] {
                prop_assert_eq!(count(&message.html, sign), count(&plain.html, sign));
            }
            prop_assert_eq!(count(&message.text, '\n'), count(&plain.text, '\n'));
            prop_assert!(!message.subject.chars().any(char::is_control));
            prop_assert!(message.subject.chars().count() < 140);
        }
    }
}

#[test]
fn long_and_turning_names_are_cut() {
    assert_eq!(tidy(&"é".repeat(200)).chars().count(), 81);
    assert_eq!(tidy("Ada\u{202e}ecalevoL"), "AdaecalevoL");
    assert_eq!(defused("Dr. Ada, Acme Inc."), "Dr. Ada, Acme Inc.");
    assert_eq!(defused("Acme.com"), "Acme.\u{2060}com");
}

#[test]
fn other_public_addresses_are_refused() {
    assert_eq!(links().host(), "contacts.example.com");
    let prefixed = Links::new("http://localhost:8080/crm/", keys()).unwrap();
    assert_eq!(prefixed.sign_in(), "http://localhost:8080/crm/login");
    for base in [
        "",
        "contacts.example.com",
        "ftp://contacts.example.com",
        "https://contacts.example.com/?a",
        "https://contacts.example.com/#a",
        "https://ada@contacts.example.com",
    ] {
        assert_eq!(Links::new(base, keys()).err(), Some(BaseError(base.to_owned())));
    }
}
