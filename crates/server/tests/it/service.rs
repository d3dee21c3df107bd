//! A server that is started for a test, and the few words of HTTP that it takes to speak to it.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// A running server; it is killed when the test ends first.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    child: Child,
}

/// What it answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

const PATIENCE: Duration = Duration::from_mins(1);

impl Service {
    /// Starts a command of the binary and waits until it says that it is ready.
    pub(crate) fn start(data: &Path, words: &[&str], variables: &[(&str, &str)]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
        command.env_clear().env("DATA", data).envs(variables.iter().copied());
        command.args(words).args(["--listen", &address.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut service = Self { address, child };
        let begun = Instant::now();
        while service.try_get("/readyz?index=true").is_none_or(|answer| answer.status != 200) {
            let ended = service.child.try_wait().unwrap();
            assert!(ended.is_none() && begun.elapsed() < PATIENCE, "not ready: {ended:?}");
            sleep(Duration::from_millis(50));
        }
        service
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.try_get(path).unwrap()
    }

    fn try_get(&self, path: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").ok()?;
        read(stream)
    }

    /// Sends a body, as somebody with this token.
    pub(crate) fn send(&self, line: &str, kind: &str, token: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Authorization: Bearer {token}\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        read(stream).unwrap()
    }

    /// Signs somebody up and answers their token.
    pub(crate) fn sign_up(&self) -> String {
        let body = r#"{"email":"ada@example.com","password":"tall ships sail at noon",
            "name":"Ada","organization":"Engines"}"#;
        let answer = self.send("POST /api/v1/auth/signup", "application/json", "", body);
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// A request whose body is half sent, and the half that is to come.
    pub(crate) fn begin_slowly(&self) -> (TcpStream, &'static str) {
        let body = r#"{"email":"nobody@example.com","password":"tall ships sail at noon"}"#;
        let (first, second) = body.split_at(20);
        let mut stream = TcpStream::connect(self.address).unwrap();
        let length = body.len();
        write!(
            stream,
            "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n{first}"
        )
        .unwrap();
        // Long enough for the handler to begin; should it not have, the test is only easier.
        sleep(Duration::from_millis(500));
        (stream, second)
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let id = Pid::from_child(&self.child);
        kill_process(id, signal).unwrap();
    }

    /// Waits until nobody listens any more.
    pub(crate) fn wait_until_deaf(&self) {
        let begun = Instant::now();
        loop {
            match TcpStream::connect(self.address) {
                Err(error) if error.kind() == ErrorKind::ConnectionRefused => return,
                _ => assert!(begun.elapsed() < PATIENCE, "it still listens"),
            }
            sleep(Duration::from_millis(20));
        }
    }

    /// Waits for its end and answers the exit code.
    pub(crate) fn code(&mut self) -> Option<i32> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end");
            sleep(Duration::from_millis(20));
        }
    }

    /// Ends it as an operator does, in peace.
    pub(crate) fn stop(mut self) {
        self.signal(Signal::TERM);
        assert_eq!(self.code(), Some(0));
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// What `/readyz` says of one thing.
    pub(crate) fn check(&self, name: &str) -> Value {
        let body = self.json();
        let checks = body["checks"].as_array().unwrap();
        checks.iter().find(|check| check["name"] == name).cloned().unwrap_or_default()
    }
}

/// The answer, read to the end of its declared length.
pub(crate) fn read(mut stream: TcpStream) -> Option<Answer> {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut bytes = Vec::new();
    let mut chunk = [0; 8_192];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lower = head.to_ascii_lowercase();
            let length = lower.lines().find_map(|line| line.strip_prefix("content-length: "));
            if length.is_some_and(|length| body.len() >= length.parse().unwrap()) {
                let status = head.split(' ').nth(1)?.parse().ok()?;
                return Some(Answer { status, head: head.to_owned(), body: body.to_owned() });
            }
        }
        match stream.read(&mut chunk) {
            Ok(count) if count > 0 => bytes.extend_from_slice(&chunk[..count]),
            _ => return None,
        }
    }
}
