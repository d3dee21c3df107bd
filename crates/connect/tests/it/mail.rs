use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use connect::letters::{self, Links};
use connect::mail::{MailError, Mailer, Message, Sender};
use domain::Sources;
use domain::mail::Letter;
use domain::value::Email;
use secrets::LinkKeys;

use crate::smtp_server::SmtpServer;

fn sender() -> Sender {
    Sender::parse("Café Contacts <no-reply@example.com>", "contacts.example.com").unwrap()
}

fn mailer(url: &str) -> Mailer {
    Mailer::smtp(&url.into(), sender(), Sources::predictable()).unwrap()
}

fn to() -> Email {
    Email::parse("ada@example.org").unwrap()
}

/// A letter with a name that is not ASCII, and one line that begins with a dot.
fn message() -> Message {
    let keys = Arc::new(LinkKeys::new(&[7; 32]));
    let links = Links::new("https://contacts.example.com", keys).unwrap();
    let name = "Zoë <script>\r\nBcc: eve@evil.example".to_owned();
    let letter = Letter::ResetPassword { link: Sources::predictable().id(), name };
    let mut message = letters::write(&letter, &links);
    message.text.push_str("\n.\n..dots\n");
    message
}

/// The lines of the head, unfolded.
fn head(mail: &str) -> Vec<String> {
    let head = mail.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
    head.split("\r\n").map(str::to_owned).collect()
}

fn header<'a>(head: &'a [String], name: &str) -> &'a str {
    let found: Vec<_> = head.iter().filter_map(|line| line.split_once(": ")).collect();
    let found: Vec<_> = found.iter().filter(|(found, _)| *found == name).collect();
    assert_eq!(found.len(), 1, "{name} in {head:?}");
    found[0].1
}

/// The two bodies, decoded, with line ends as they were given.
fn bodies(mail: &str) -> Vec<(String, String)> {
    let kind = head(mail);
    let kind = header(&kind, "Content-Type");
    assert!(kind.starts_with("multipart/alternative;"), "{kind}");
    let boundary = format!("--{}", kind.split('"').nth(1).unwrap());
    let parts = mail.split(&boundary).skip(1);
    let parts = parts.filter(|part| !part.starts_with("--"));
    let read = |part: &str| {
        let part = part.trim_start();
        let head = head(part);
        let body = part.split_once("\r\n\r\n").unwrap().1.trim_end_matches("\r\n");
        let body = match header(&head, "Content-Transfer-Encoding") {
            "quoted-printable" => quoted_printable(body),
            "7bit" => body.to_owned(),
            other => panic!("{other}"),
        };
        (header(&head, "Content-Type").to_owned(), body.replace("\r\n", "\n"))
    };
    parts.map(read).collect()
}

/// RFC 2045, section 6.7.
fn quoted_printable(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let mut pieces = text.split('=');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_mail_arrives_whole() {
    let server = SmtpServer::start("250 ok");
    let message = message();
    mailer(&format!("smtp://127.0.0.1:{}", server.port)).send(&to(), &message).unwrap();
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.hello, "contacts.example.com");
    assert_eq!(
        (mail.from.as_str(), mail.to.as_str()),
        (" FROM:<no-reply@example.com>", " TO:<ada@example.org>")
    );

    let head = head(&mail.data);
    assert_eq!(header(&head, "From"), "=?utf-8?b?Q2Fmw6kgQ29udGFjdHM=?= <no-reply@example.com>");
    assert_eq!(header(&head, "To"), "ada@example.org");
    assert_eq!(header(&head, "Subject"), "Set a new password");
    assert_eq!(header(&head, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(&head, "MIME-Version"), "1.0");
    assert!(header(&head, "Date").starts_with("Thu, 01 Jan 2026 00:00:00"));
    let id = header(&head, "Message-ID");
    assert!(id.starts_with('<') && id.ends_with("@contacts.example.com>"), "{id}");
    assert_eq!(head.len(), 8, "{head:?}");
    assert!(!mail.data.lines().any(|line| line.starts_with("Bcc")), "{}", mail.data);
    assert!(mail.data.lines().all(|line| line.len() <= 998), "RFC 5322, section 2.1.1");

    let bodies = bodies(&mail.data);
    assert_eq!(bodies.len(), 2);
    assert_eq!(bodies[0].0, "text/plain; charset=utf-8");
    assert_eq!(bodies[1].0, "text/html; charset=utf-8");
    assert_eq!(bodies[0].1.trim_end(), message.text.trim_end());
    assert_eq!(bodies[1].1.trim_end(), message.html.trim_end());
    assert!(bodies[0].1.contains("Hello Zoë <script>"), "{}", bodies[0].1);
}

#[test]
fn a_subject_cannot_add_a_header() {
    let server = SmtpServer::start("250 ok");
    let subject = "Hello\r\nBcc: eve@evil.example\r\n\r\n<script>".to_owned();
    let message = Message { subject, text: "text".to_owned(), html: "html".to_owned() };
    mailer(&format!("smtp://127.0.0.1:{}", server.port)).send(&to(), &message).unwrap();
    let head = head(&server.mails()[0].data);
    assert_eq!(header(&head, "Subject"), "Hello Bcc: eve@evil.example <script>");
    assert_eq!(head.len(), 8, "{head:?}");
}

#[test]
fn two_mails_have_two_ids() {
    let server = SmtpServer::start("250 ok");
    let mailer = mailer(&format!("smtp://127.0.0.1:{}", server.port));
    for _ in 0..2 {
        mailer.send(&to(), &message()).unwrap();
    }
    let [one, two] = [0, 1].map(|n| head(&server.mails()[n].data));
    assert_ne!(header(&one, "Message-ID"), header(&two, "Message-ID"));
}

#[test]
fn refusals_are_told_apart() {
    for (answer, expected) in [
        (
            "550 5.1.1 <ada@example.org> is unknown",
            MailError::Never("the mail server refused it with 550".to_owned()),
        ),
        ("552 full", MailError::Never("the mail server refused it with 552".to_owned())),
        (
            "451 4.3.0 later, ada@example.org",
            MailError::Later("the mail server put it off with 451".to_owned()),
        ),
        ("530 5.7.0 log in", MailError::Later("the mail server put it off with 530".to_owned())),
    ] {
        let server = SmtpServer::start(answer);
        let mailer = mailer(&format!("smtp://127.0.0.1:{}", server.port));
        let error = mailer.send(&to(), &message()).unwrap_err();
        assert_eq!(error, expected);
        assert!(!error.to_string().contains("ada@"), "{error}");
        assert!(server.mails().is_empty());
    }
}

#[test]
fn what_the_operator_can_mend_is_tried_again() {
    let server = SmtpServer::start("250 ok");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (url, expected) in [
        (format!("smtp://ann:hunter2@127.0.0.1:{}", server.port), "535"),
        (format!("smtp+starttls://ann:hunter2@127.0.0.1:{}", server.port), "lacks STARTTLS"),
        (format!("smtps://ann:hunter2@127.0.0.1:{}", server.port), "the mail server"),
        (format!("smtp://127.0.0.1:{nobody}"), "cannot be reached"),
    ] {
        let error = mailer(&url).send(&to(), &message()).unwrap_err();
        assert!(matches!(&error, MailError::Later(why) if why.contains(expected)), "{error}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
    assert!(server.mails().is_empty(), "no mail and no password goes out in plain text");
}

#[test]
fn an_address_beyond_ascii_needs_a_server_that_takes_it() {
    let server = SmtpServer::start("250 ok");
    let to = Email::parse("zoë@example.org").unwrap();
    let error = mailer(&format!("smtp://127.0.0.1:{}", server.port)).send(&to, &message());
    assert!(matches!(error, Err(MailError::Never(_))), "{error:?}");
}

#[test]
fn the_outbox_keeps_mails_in_order_and_to_itself() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("a/outbox");
    let mailer = Mailer::outbox(&folder, sender(), Sources::predictable()).unwrap();
    for subject in ["first", "second", "third"] {
        let message = Message { subject: subject.to_owned(), ..message() };
        mailer.send(&to(), &message).unwrap();
    }
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let mut subjects = Vec::new();
    for file in &files {
        assert_eq!(mode(file), 0o600);
        assert_eq!(file.extension().unwrap(), "eml");
        let mail = std::fs::read_to_string(file).unwrap();
        subjects.push(header(&head(&mail), "Subject").to_owned());
        assert_eq!(bodies(&mail)[0].1.trim_end(), message().text.trim_end());
    }
    assert_eq!(subjects, ["first", "second", "third"]);

    std::fs::remove_dir_all(&folder).unwrap();
    let error = mailer.send(&to(), &message()).unwrap_err();
    assert!(matches!(error, MailError::Later(_)), "{error}");
}
