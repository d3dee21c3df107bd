//! `/imports/{id}`: mapping → check → review → done.

mod done;
mod mapping;
mod review;
mod rows;
mod running;
mod steps;
mod undo;

use std::time::Duration;

use domain::ImportId;
use domain::import::{Import, ImportState, RowCounts, SourceRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;

use super::form::to_top;
use super::missing::missing_page;
use super::trouble::Trouble;
use crate::api::{Client, Error, imports};
use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Glyph, Icon, Skeleton, Toast, Toasts};

/// How often a running job is asked how far it is.
const POLL: Duration = Duration::from_millis(500);

/// The import of the page; copies share it.
#[derive(Clone, Copy)]
struct Current {
    id: ImportId,
    client: Client,
    toasts: Toasts,
    import: RwSignal<Option<Import>>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
    /// The saved mapping that the proposal came from was given up on this page.
    forgotten: RwSignal<bool>,
}

/// One import, at whatever step it stands.
pub(crate) fn import_page() -> AnyView {
    set_title("Import");
    let params = use_params_map();
    let Some(id) = params.with_untracked(|params| params.get("id")?.parse::<ImportId>().ok())
    else {
        return missing_page();
    };
    let current = Current::start(id);
    let state = Memo::new(move |_| current.import.with(|import| Some(import.as_ref()?.state)));
    let step = move || match (state.get(), current.import.get_untracked()) {
        (Some(state), Some(import)) => step_view(current, state, import),
        _ if current.error.with(Option::is_some) => ().into_any(),
        _ => view! { <Skeleton lines=8 /> }.into_any(),
    };
    view! {
        <div class="page wide">
            <a class="back" href=paths::IMPORTS><Icon glyph=Glyph::ArrowLeft />"All files"</a>
            <Head current />
            {move || state.get().map(|state| view! { <steps::Steps state /> })}
            {move || current.error.get().map(|error| {
                view! { <Trouble error on_retry=move |()| current.refresh() /> }
            })}
            {step}
        </div>
    }
    .into_any()
}

fn step_view(current: Current, state: ImportState, import: Import) -> AnyView {
    match state {
        ImportState::Mapping => view! { <mapping::Mapping current /> }.into_any(),
        ImportState::Staging | ImportState::Committing | ImportState::Undoing => {
            view! { <running::Running current state /> }.into_any()
        }
        ImportState::Review => view! { <review::Review current /> }.into_any(),
        ImportState::Committed
        | ImportState::Undone
        | ImportState::Cancelled
        | ImportState::Failed => view! { <done::Done current import /> }.into_any(),
    }
}

#[component]
fn Head(current: Current) -> impl IntoView {
    let source =
        Memo::new(move |_| current.import.with(|import| Some(import.as_ref()?.source.clone())));
    let name = move || source.get().map_or("Import".to_owned(), |source| source.file_name);
    let facts = move || source.get().map(|source| mapping::taken_for(&source));
    view! {
        <div class="page-head">
            <h1>{name}</h1>
            <p class="lead">{facts}</p>
        </div>
    }
}

impl Current {
    fn start(id: ImportId) -> Self {
        let current = Self {
            id,
            client: Session::of_page().client(),
            toasts: Toasts::of_page(),
            import: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            forgotten: RwSignal::new(false),
        };
        current.refresh();
        current
    }

    /// Asks how the import stands, again and again while a job is at work. Stops with the page.
    fn refresh(self) {
        spawn_local(async move {
            match imports::find(self.client, self.id).await {
                Ok(import) => {
                    let running = import.state.is_running();
                    // The page may be gone, and its signals with it.
                    let gone = self.import.try_set(Some(import)).is_some();
                    self.error.try_set(None);
                    if running && !gone {
                        set_timeout(move || self.refresh(), POLL);
                    }
                }
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    /// Does something to the import, then looks how it stands. What the server refused is shown.
    fn act(self, act: impl Future<Output = Result<(), Error>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let done = act.await;
            self.busy.try_set(false);
            match done {
                Ok(()) => self.refresh(),
                Err(error) => {
                    // What concerns the import as a whole stands above it.
                    self.error.try_set(Some(error));
                    to_top();
                }
            }
        });
    }

    /// How many rows have which fate, as it changes.
    fn counts(self) -> Memo<RowCounts> {
        Memo::new(move |_| {
            self.import.with(|import| import.as_ref().map(|import| import.rows)).unwrap_or_default()
        })
    }

    /// A name for a file about this import: `contacts errors.csv`.
    fn file_name(self, end: &str) -> String {
        let name = self.import.with_untracked(|import| {
            import.as_ref().map(|import| import.source.file_name.clone()).unwrap_or_default()
        });
        let stem = name.split_once('.').map_or(name.as_str(), |(stem, _)| stem);
        format!("{stem} {end}")
    }

    /// Has the file read in another way, and shows what comes of it.
    fn read_as(self, request: SourceRequest) {
        self.act(async move {
            let import = imports::read_as(self.client, self.id, &request).await?;
            self.error.try_set(None);
            self.import.try_set(Some(import));
            Ok(())
        });
    }

    /// Stops a commit; what is written stays.
    fn stop(self) {
        self.act(async move {
            imports::cancel(self.client, self.id).await?;
            self.toasts.show(Toast::done("The commit stops. What is written stays written."));
            Ok(())
        });
    }

    /// Gives the import up.
    fn cancel(self) {
        self.act(async move {
            imports::cancel(self.client, self.id).await?;
            self.toasts.show(Toast::done("Import cancelled; nothing was written."));
            Ok(())
        });
    }
}
