use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use super::table::{Command, Key};

/// A command that a part of the page serves, and whether it does so now.
#[derive(Clone, Copy)]
struct Served {
    number: u32,
    command: Command,
    when: Signal<bool>,
    act: Callback<()>,
}

/// Where parts of the page say which commands they serve; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    served: RwSignal<Vec<Served>>,
    next: StoredValue<u32>,
}

impl Desk {
    /// Nobody serves anything. Keys are followed from now on.
    pub(crate) fn start() -> Self {
        let desk = Self { served: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        desk.follow_keys();
        desk
    }

    /// The desk that the application was started with.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Serves a command for as long as the calling part is in the page.
    pub(crate) fn serve(self, command: Command, act: impl Fn(()) + Send + Sync + 'static) {
        self.serve_while(command, || true, act);
    }

    /// The same, but only where `when` holds.
    pub(crate) fn serve_while(
        self,
        command: Command,
        when: impl Fn() -> bool + Send + Sync + 'static,
        act: impl Fn(()) + Send + Sync + 'static,
    ) {
        let number = self.next.get_value() + 1;
        self.next.set_value(number);
        let served =
            Served { number, command, when: Signal::derive(when), act: Callback::new(act) };
        self.served.update(|all| all.push(served));
        on_cleanup(move || {
            self.served.try_update(|all| all.retain(|one| one.number != number));
        });
    }

    /// Whether somebody serves it now.
    pub(crate) fn offers(self, command: Command) -> bool {
        self.served.with(|all| {
            all.iter().any(|one| one.command == command && one.when.try_get() == Some(true))
        })
    }

    /// Does it. False if nobody serves it now.
    pub(crate) fn run(self, command: Command) -> bool {
        // Who came last lies on top: a drawer above the list.
        let served = self.served.with_untracked(|all| {
            let wanted = |one: &&Served| {
                one.command == command && one.when.try_get_untracked() == Some(true)
            };
            all.iter().rev().find(wanted).copied()
        });
        if let Some(served) = served {
            served.act.run(());
        }
        served.is_some()
    }

    fn follow_keys(self) {
        let listener = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
            let Some(command) = command_of(&event) else { return };
            if self.run(command) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    }
}

/// The command of a key as it is pressed there.
fn command_of(event: &KeyboardEvent) -> Option<Command> {
    let pressed = event.key();
    let control = event.ctrl_key() || event.meta_key();
    let is_meant = |command: &&Command| match command.key() {
        Key::None => false,
        Key::Control(key, _) => control && !event.alt_key() && pressed.eq_ignore_ascii_case(key),
        Key::Plain(key) => !control && !event.alt_key() && pressed == key && !is_typing(event),
    };
    Command::ALL.iter().find(is_meant).copied()
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| {
        let within = element.closest("input, textarea, select, dialog").ok().flatten();
        // The box of a list of rows can be ticked, not written into.
        within.is_some_and(|it| it.get_attribute("type").as_deref() != Some("checkbox"))
    })
}
