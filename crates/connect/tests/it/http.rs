use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ::http::{Request, StatusCode};
use connect::http::{Client, HttpError};

use crate::web_server::{answer, start};

/// Asks a server of this machine that the configuration names.
async fn get(address: &str, path: &str) -> Result<::http::Response<Vec<u8>>, HttpError> {
    let client = Client::new(vec![address.to_owned()]).unwrap();
    let request = Request::get(format!("http://{address}{path}")).body(Vec::new()).unwrap();
    client.exchange(request).await
}

#[tokio::test]
async fn an_answer_comes_with_status_headers_and_body() {
    let address = start(|asked| answer("418 Teapot", "X-Path: a\r\n", &asked.path));
    let got = get(&address, "/tea?x=1").await.unwrap();
    assert_eq!(got.status(), StatusCode::IM_A_TEAPOT);
    assert_eq!(got.headers()["x-path"], "a");
    assert_eq!(got.body(), b"/tea?x=1");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let address = start(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        answer("302 Found", "Location: /elsewhere\r\n", "")
    });
    assert_eq!(get(&address, "/").await.unwrap().status(), StatusCode::FOUND);
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn only_configured_hosts_are_asked_without_tls() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let address = start(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        answer("200 OK", "", "")
    });
    let port = address.rsplit(':').next().unwrap();
    let client = Client::new(vec!["127.0.0.1:1".to_owned(), format!("localhost:{port}")]).unwrap();
    for url in [
        format!("http://{address}/"),
        format!("http://localhost:{port}@127.0.0.1:{port}/"),
        format!("ftp://localhost:{port}/"),
        format!("//localhost:{port}/"),
        "/".to_owned(),
    ] {
        let Ok(request) = Request::get(&url).body(Vec::new()) else { continue };
        assert_eq!(client.exchange(request).await.unwrap_err(), HttpError::NotAllowed, "{url}");
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_long_answer_is_cut_off() {
    const MIB: usize = 1 << 20;
    let body = |length| "a".repeat(length);
    // One says how long it is, one ends with the connection.
    for announced in [true, false] {
        let address = start(move |asked| {
            let length: usize = asked.path[1..].parse().unwrap();
            if announced {
                answer("200 OK", "", &body(length))
            } else {
                format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", body(length)).into()
            }
        });
        assert_eq!(get(&address, &format!("/{MIB}")).await.unwrap().body().len(), MIB);
        let error = get(&address, &format!("/{}", MIB + 1)).await.unwrap_err();
        assert_eq!(error, HttpError::TooLong, "{announced}");
    }
}

/// The clock runs ahead as soon as there is nothing but waiting.
#[tokio::test(start_paused = true)]
async fn a_slow_answer_is_given_up() {
    let address = start(|_| {
        std::thread::sleep(Duration::from_secs(5));
        Vec::new()
    });
    assert_eq!(get(&address, "/").await.unwrap_err(), HttpError::Timeout);
}

#[tokio::test]
async fn no_server_and_no_answer_are_told_apart() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    assert_eq!(get(&address, "/").await.unwrap_err(), HttpError::Connect);
    let broken = start(|_| b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab".to_vec());
    assert_eq!(get(&broken, "/").await.unwrap_err(), HttpError::Broken);
}
