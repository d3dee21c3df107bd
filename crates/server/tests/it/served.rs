//! A server at work, and requests to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a test waits for what has to come.
pub(crate) const LONG: Duration = Duration::from_mins(1);

/// A running server; it is killed when this value ends.
pub(crate) struct Server {
    child: Child,
    address: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Server {
    /// Starts one that listens at any port, and waits until it does.
    pub(crate) fn start(data: &Path, variables: &[(&str, &str)]) -> Self {
        let server = Self::begin(data, variables);
        server.listens();
        server
    }

    /// Starts one.
    pub(crate) fn begin(data: &Path, variables: &[(&str, &str)]) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
        command.env_clear().env("DATA", data).envs(variables.iter().copied());
        command.env("REQUESTS_PER_MINUTE", "100000");
        command.args(["all", "--empty", "--listen", &address]);
        let log = std::env::var_os("SHOW_LOGS").map_or_else(Stdio::null, |_| Stdio::inherit());
        let child = command.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        Self { child, address }
    }

    /// Waits until it listens.
    pub(crate) fn listens(&self) {
        self.wait_until("its start", |server| server.try_get("/healthz").is_some());
    }

    pub(crate) fn wait_until(&self, what: &str, is: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is(self) {
            assert!(start.elapsed() < LONG, "{what} never came");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A new person's access token.
    pub(crate) fn sign_up(&self, email: &str) -> String {
        let body = json!({
            "email": email,
            "password": "a long enough passphrase",
            "name": "Ada Lovelace",
            "organization": "Analytical Engines",
        });
        let reply = self.post("/api/v1/auth/signup", None, &body);
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.body["access_token"].as_str().unwrap().to_owned()
    }

    /// Signs the same person in again.
    pub(crate) fn sign_in(&self, email: &str) -> String {
        let body = json!({ "email": email, "password": "a long enough passphrase" });
        let reply = self.post("/api/v1/auth/login", None, &body);
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.body["access_token"].as_str().unwrap().to_owned()
    }

    /// Makes a contact; answers its id.
    pub(crate) fn create(&self, person: &str, name: &str) -> String {
        let reply = self.post("/api/v1/contacts", Some(person), &json!({ "full_name": name }));
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.body["id"].as_str().unwrap().to_owned()
    }

    /// How many contacts a search finds; the whole answer where it does not search.
    pub(crate) fn search(&self, person: &str, text: &str) -> Result<u64, Reply> {
        let reply = self.get(&format!("/api/v1/contacts/search?q={text}"), Some(person));
        if reply.status == 200 {
            Ok(reply.body["total"]["value"].as_u64().unwrap())
        } else {
            Err(reply)
        }
    }

    pub(crate) fn get(&self, path: &str, person: Option<&str>) -> Reply {
        self.request("GET", path, person, ("", b"")).unwrap()
    }

    fn try_get(&self, path: &str) -> Option<Reply> {
        self.request("GET", path, None, ("", b"")).ok()
    }

    pub(crate) fn post(&self, path: &str, person: Option<&str>, body: &Value) -> Reply {
        let body = ("application/json", body.to_string().into_bytes());
        self.request("POST", path, person, (body.0, &body.1)).unwrap()
    }

    /// The bytes of a file that is made for a request.
    pub(crate) fn download(&self, path: &str, person: &str, body: &Value) -> Vec<u8> {
        let body = body.to_string().into_bytes();
        let line = format!("POST {path} HTTP/1.1");
        let answer = self.exchange(&line, Some(person), ("application/json", &body));
        let (status, file) = answer.unwrap();
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&file));
        file
    }

    pub(crate) fn put(&self, path: &str, person: &str, body: &Value) -> Reply {
        let body = body.to_string().into_bytes();
        self.request("PUT", path, Some(person), ("application/json", &body)).unwrap()
    }

    /// Uploads a file; answers the import.
    pub(crate) fn upload(&self, person: &str, file: &[u8]) -> Reply {
        let mut body = b"--edge\r\nContent-Disposition: form-data; name=\"file\"; \
            filename=\"people.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            .to_vec();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let form = ("multipart/form-data; boundary=edge", body.as_slice());
        self.request("POST", "/api/v1/imports", Some(person), form).unwrap()
    }

    fn request(
        &self,
        method: &str,
        path: &str,
        person: Option<&str>,
        (kind, body): (&str, &[u8]),
    ) -> std::io::Result<Reply> {
        let line = format!("{method} {path} HTTP/1.1");
        let (status, body) = self.exchange(&line, person, (kind, body))?;
        Ok(Reply { status, body: serde_json::from_slice(&body).unwrap_or(Value::Null) })
    }

    fn exchange(
        &self,
        line: &str,
        person: Option<&str>,
        (kind, body): (&str, &[u8]),
    ) -> std::io::Result<(u16, Vec<u8>)> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(LONG))?;
        write!(stream, "{line}\r\nHost: {}\r\n", self.address)?;
        write!(stream, "Connection: close\r\nContent-Length: {}\r\n", body.len())?;
        if !kind.is_empty() {
            write!(stream, "Content-Type: {kind}\r\n")?;
        }
        if let Some(person) = person {
            write!(stream, "Authorization: Bearer {person}\r\n")?;
        }
        stream.write_all(b"\r\n")?;
        stream.write_all(body)?;
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let (mut length, mut is_chunked) = (None, false);
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
                break;
            }
            let lower = line.to_ascii_lowercase();
            is_chunked |= lower.starts_with("transfer-encoding: chunked");
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse::<u64>().ok();
            }
        }
        let mut body = Vec::new();
        if is_chunked {
            while let Some(size) = chunk(&mut reader)? {
                (&mut reader).take(size).read_to_end(&mut body)?;
                reader.read_line(&mut line)?;
            }
        } else {
            reader.take(length.unwrap_or(u64::MAX)).read_to_end(&mut body)?;
        }
        Ok((status, body))
    }

    /// Ends it at once.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The size of the next chunk (RFC 9112, 7.1); none where the last one was read.
fn chunk(reader: &mut impl BufRead) -> std::io::Result<Option<u64>> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let size = u64::from_str_radix(line.trim(), 16).map_err(std::io::Error::other)?;
    Ok((size > 0).then_some(size))
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
