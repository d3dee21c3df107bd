use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::{File, FileList};

use crate::api::{self, Error, Upload};
use crate::format;
use crate::pages::commands::{Command, Desk};
use crate::pages::trouble::Trouble;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Glyph, Icon, ProgressBar};

/// What happens to the file now.
#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    Sending { name: String, upload: Upload },
    Refused(Error),
}

/// Takes a file by drop or by choice, sends it, and leads to its import.
#[component]
pub(super) fn DropArea() -> impl IntoView {
    let state = RwSignal::new(State::Waiting);
    let hovered = RwSignal::new(false);
    let node = NodeRef::<html::Input>::new();
    let take = uploader(state);
    let choose = move |_| {
        if let Some(input) = node.get_untracked() {
            take(input.files());
            // The same file can be chosen again after it was mended.
            input.set_value("");
        }
    };
    Desk::of_page().serve(Command::ChooseFile, move |()| {
        if let Some(Some(input)) = node.try_get_untracked() {
            input.click();
        }
    });
    let over = move |event: DragEvent| {
        event.prevent_default();
        hovered.set(true);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        hovered.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    view! {
        <div
            class="drop-area"
            class:hovered=hovered
            on:dragover=over
            on:dragleave=move |_| hovered.set(false)
            on:drop=dropped
        >
            <span class="empty-mark"><Icon glyph=Glyph::Upload /></span>
            <label class="drop-label" for="contact-file">"Contact file"</label>
            <p class="drop-text">"Drop a file here, or choose one: CSV, Excel, vCard or JSON Lines, also in gzip."</p>
            <input
                node_ref=node
                id="contact-file"
                class="file-input"
                type="file"
                accept=".csv,.tsv,.txt,.tab,.xlsx,.xlsm,.vcf,.vcard,.json,.jsonl,.ndjson,.gz,text/csv,text/plain,text/vcard,application/gzip"
                on:change=choose
            />
            <Sending state />
        </div>
        {move || match state.get() {
            State::Refused(error) => Some(view! { <Trouble error /> }),
            _ => None,
        }}
    }
}

/// Sends the first of some files, unless one is on its way already.
fn uploader(state: RwSignal<State>) -> impl Fn(Option<FileList>) + Copy {
    let client = Session::of_page().client();
    let navigate = StoredValue::new_local(use_navigate());
    let send = move |file: File| {
        let name = file.name();
        // The page may be left while the file is on its way.
        let at = move |upload| {
            state.try_set(State::Sending { name: name.clone(), upload });
        };
        at(Upload { sent: 0, total: 0 });
        spawn_local(async move {
            match api::start_upload(client, &file, at).await {
                Ok(import) => {
                    let path = paths::import(import.id);
                    navigate.try_with_value(|go| go(&path, NavigateOptions::default()));
                }
                Err(error) => {
                    state.try_set(State::Refused(error));
                }
            }
        });
    };
    move |files| {
        let sending = state.with_untracked(|state| matches!(state, State::Sending { .. }));
        if let Some(file) = files.and_then(|files| files.get(0)).filter(|_| !sending) {
            send(file);
        }
    }
}

#[component]
fn Sending(state: RwSignal<State>) -> impl IntoView {
    let upload = Memo::new(move |_| {
        state.with(|state| match state {
            State::Sending { upload, .. } => Some(*upload),
            _ => None,
        })
    });
    let percent = Signal::derive(move || {
        upload.get().map_or(0, |upload| format::percent(upload.sent, upload.total))
    });
    let figures = move || match upload.get() {
        Some(upload) if upload.total > 0 && upload.sent >= upload.total => {
            "Sent. Reading the columns…".to_owned()
        }
        Some(upload) if upload.total > 0 => {
            format!("{} of {}", format::bytes(upload.sent), format::bytes(upload.total))
        }
        _ => "Starting…".to_owned(),
    };
    let name = move || {
        state.with(|state| match state {
            State::Sending { name, .. } => name.clone(),
            _ => String::new(),
        })
    };
    view! {
        <Show when=move || upload.with(Option::is_some)>
            <div class="sending">
                <p><strong>{name}</strong> " " <span class="second">{figures}</span></p>
                <ProgressBar label="Upload" percent />
            </div>
        </Show>
    }
}
