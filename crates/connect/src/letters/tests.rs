use std::sync::Arc;

use domain::access::Role;
use domain::id::TypedId;
use domain::{InvitationId, LinkId, Sources};
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
    ]
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
