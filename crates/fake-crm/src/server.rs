use std::net::TcpListener;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpServer, rt, web};

use crate::world::World;
use crate::{control, face};

/// What all handlers share.
#[derive(Clone)]
pub(crate) struct Shared {
    world: Arc<Mutex<World>>,
    began: Instant,
}

impl Shared {
    /// Does something with the world, at a moment that is given in microseconds since the start.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut World, u64) -> T) -> T {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let now = u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX);
        change(&mut world, now)
    }
}

/// A running CRM on loopback; ends with this value.
pub struct FakeCrm {
    url: String,
    shared: Shared,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl FakeCrm {
    /// Starts one on a free port.
    ///
    /// # Errors
    /// If this machine gives no port or no thread.
    pub fn start() -> anyhow::Result<Self> {
        Self::start_on(0, 1)
    }

    /// Starts one; port 0 takes a free one, and the same seed makes the same faults, codes, tokens
    /// and ids.
    ///
    /// # Errors
    /// If the port is taken, or this machine gives no thread.
    pub fn start_on(port: u16, seed: u64) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let url = format!("http://{}", listener.local_addr()?);
        let world = World::new(seed)?;
        let shared = Shared { world: Arc::new(Mutex::new(world)), began: Instant::now() };
        let (of_thread, (sender, receiver)) = (shared.clone(), std::sync::mpsc::channel());
        let thread = thread::Builder::new().name("fake-crm".to_owned()).spawn(move || {
            rt::System::new().block_on(async move {
                let app = move || {
                    let shared = web::Data::new(of_thread.clone());
                    App::new().app_data(shared).configure(face::routes).configure(control::routes)
                };
                let server = HttpServer::new(app).workers(1).disable_signals().listen(listener);
                let Ok(server) = server.map(HttpServer::run) else { return };
                // Whoever started it may be gone already.
                let _ = sender.send(server.handle());
                let _ = server.await;
            });
        })?;
        let handle = receiver.recv()?;
        Ok(Self { url, shared, handle, thread: Some(thread) })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where tokens are had.
    pub fn token_url(&self) -> String {
        format!("{}/oauth/token", self.url)
    }

    /// The page of consent, by a name that browsers take for another site than 127.0.0.1.
    pub fn authorize_url(&self) -> String {
        format!("{}/v2/oauth/chooselocation", self.url.replace("127.0.0.1", "localhost"))
    }

    /// The public key of its webhooks, as an operator would copy it.
    pub fn webhook_key(&self) -> String {
        self.shared.change(|world, _| world.webhook_key())
    }

    /// Looks at the world, or changes it.
    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        self.shared.change(|world, _| change(world))
    }

    /// The tokens of a location, as if somebody had consented.
    pub fn install(&self, location: &str) -> crate::Pair {
        self.shared.change(|world, now| world.install(location, now))
    }
}

impl Drop for FakeCrm {
    fn drop(&mut self) {
        // The command goes out with the call; the thread tells when it is done.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            // A panic in there was printed already.
            let _ = thread.join();
        }
    }
}
