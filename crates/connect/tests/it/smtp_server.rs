//! A mail server that keeps what it gets, or refuses it on demand.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A mail as it was received.
#[derive(Clone, Default)]
pub(crate) struct Received {
    pub(crate) hello: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) data: String,
}

pub(crate) struct SmtpServer {
    pub(crate) port: u16,
    mails: Arc<Mutex<Vec<Received>>>,
}

impl SmtpServer {
    /// A server that answers RCPT with `on_recipient`. It lives as long as the test.
    pub(crate) fn start(on_recipient: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&mails);
        thread::spawn(move || {
            for stream in listener.incoming() {
                // A client that breaks off ends its conversation, not the server.
                let _ = converse(&stream.unwrap(), on_recipient, &kept);
            }
        });
        Self { port, mails }
    }

    pub(crate) fn mails(&self) -> Vec<Received> {
        self.mails.lock().unwrap().clone()
    }
}

fn converse(
    mut stream: &TcpStream,
    on_recipient: &str,
    mails: &Mutex<Vec<Received>>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut mail = Received::default();
    write!(stream, "220 test ESMTP\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?;
        let (word, rest) = line.split_at_checked(4).unwrap_or((&line, ""));
        match word.to_ascii_uppercase().as_str() {
            "EHLO" => {
                rest.trim().clone_into(&mut mail.hello);
                write!(stream, "250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n")?;
            }
            "AUTH" => write!(stream, "535 5.7.8 no\r\n")?,
            "MAIL" => {
                rest.clone_into(&mut mail.from);
                write!(stream, "250 ok\r\n")?;
            }
            "RCPT" => {
                rest.clone_into(&mut mail.to);
                write!(stream, "{on_recipient}\r\n")?;
            }
            "DATA" => {
                write!(stream, "354 go on\r\n")?;
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.data.push_str("\r\n");
                }
                mails.lock().unwrap().push(std::mem::take(&mut mail));
                write!(stream, "250 kept\r\n")?;
            }
            "QUIT" => return write!(stream, "221 bye\r\n"),
            _ => write!(stream, "250 ok\r\n")?,
        }
    }
    Ok(())
}
