//! Starts the single-page application in the browser.

fn main() {
    frontend::start();
}
