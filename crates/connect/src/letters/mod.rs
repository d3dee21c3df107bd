//! The words of mails.

mod links;
mod page;
mod searches;
mod words;

use domain::access::INVITATION_DAYS;
use domain::mail::{Letter, SecurityChange};

use crate::mail::Message;
use page::Page;
use words::{defused, tidy};

pub use links::{BaseError, Links};

/// The product, as mails name it.
const PRODUCT: &str = "1CloudAI Business Contacts";

/// Puts a letter into words. Names come from people, also from strangers: they are shortened,
/// never become a link, and never more than a part of a sentence.
pub fn write(letter: &Letter, links: &Links) -> Message {
    let page = match letter {
        Letter::VerifyEmail { link, name } => Page {
            subject: "Confirm your e-mail address".to_owned(),
            greeting: hello(name),
            before: vec![format!(
                "welcome to {PRODUCT}. Please confirm that this address is yours:"
            )],
            button: Some(("Confirm address", links.verify(*link))),
            items: Vec::new(),
            after: vec![
                "The link works once, and for a limited time.".to_owned(),
                "If you did not sign up, you need not do anything; without the link nothing happens."
                    .to_owned(),
            ],
        },
        Letter::AlreadySignedUp { name } => Page {
            subject: "You have an account already".to_owned(),
            greeting: hello(name),
            before: vec![format!(
                "somebody, probably you, tried to sign up for {PRODUCT} with this address. It has \
                 an account already, so you can simply sign in:"
            )],
            button: Some(("Sign in", links.sign_in())),
            items: Vec::new(),
            after: vec![
                "If you no longer know the password, choose “Forgot password?” there. If it was \
                 not you, you need not do anything."
                    .to_owned(),
            ],
        },
        Letter::ResetPassword { link, name } => Page {
            subject: "Set a new password".to_owned(),
            greeting: hello(name),
            before: vec![format!("you asked for a new password for {PRODUCT}. Set it here:")],
            button: Some(("Set a new password", links.reset(*link))),
            items: Vec::new(),
            after: vec![
                "The link works once, and for a limited time. Keep it to yourself: whoever has it \
                 can set the password."
                    .to_owned(),
                "If you did not ask for it, you need not do anything; your password stays as it \
                 is."
                    .to_owned(),
            ],
        },
        Letter::PasswordChanged { name } => password_changed(name, links),
        Letter::SecurityChanged { name, change } => security_changed(name, *change, links),
        Letter::TokenReused { name, device } => token_reused(name, device, links),
        Letter::Invitation { invitation, organization, invited_by, role } => Page {
            subject: format!("Join {} on {PRODUCT}", tidy(organization)),
            greeting: "Hello,".to_owned(),
            before: vec![format!(
                "{} invites you to join {} on {PRODUCT}, with the role {}:",
                defused(invited_by),
                defused(organization),
                role.title(),
            )],
            button: Some(("Look at the invitation", links.invitation(*invitation))),
            items: Vec::new(),
            after: vec![
                format!("The invitation can be accepted for {INVITATION_DAYS} days."),
                "If you do not know these people, you need not do anything.".to_owned(),
            ],
        },
        Letter::SearchesChanged { name, organization, searches } => {
            searches::page(hello(name), organization, searches, links)
        }
    };
    page.render()
}

fn password_changed(name: &str, links: &Links) -> Page {
    Page {
        subject: "Your password was changed".to_owned(),
        greeting: hello(name),
        before: vec![format!("your password for {PRODUCT} was changed just now.")],
        button: Some(("Sign in", links.sign_in())),
        items: Vec::new(),
        after: vec![
            "If it was you, all is well. If it was not, choose “Forgot password?” on the sign-in \
             page at once, and tell an admin of your organization."
                .to_owned(),
        ],
    }
}

fn security_changed(name: &str, change: SecurityChange, links: &Links) -> Page {
    Page {
        subject: change.said().to_owned(),
        greeting: hello(name),
        before: vec![format!("{} just now, for your account of {PRODUCT}.", change.said())],
        button: Some(("Sign in", links.sign_in())),
        items: Vec::new(),
        after: vec![
            "If it was you, all is well. If it was not, choose “Forgot password?” on the sign-in \
             page at once, look at your security settings, and tell an admin of your organization."
                .to_owned(),
        ],
    }
}

fn token_reused(name: &str, device: &str, links: &Links) -> Page {
    Page {
        subject: "We ended one of your sessions".to_owned(),
        greeting: hello(name),
        before: vec![
            format!(
                "the session of {PRODUCT} in {} was used from two places, which can mean that \
                 somebody has a copy of it. We ended it, to be on the safe side.",
                defused(device)
            ),
            "Please sign in again:".to_owned(),
        ],
        button: Some(("Sign in", links.sign_in())),
        items: Vec::new(),
        after: vec![
            "If it happens again, change your password, and have the device looked at.".to_owned(),
        ],
    }
}

fn hello(name: &str) -> String {
    let name = defused(name);
    if name.is_empty() { "Hello,".to_owned() } else { format!("Hello {name},") }
}

#[cfg(test)]
mod tests;
