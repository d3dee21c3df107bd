//! How the file is read, and what each of its columns means.

mod columns;
mod draft;
mod preview;
mod profile;
mod settings;
mod source;
mod source_words;

use domain::access::Permission;
use domain::import::Column;
use leptos::prelude::*;

use super::Current;
use crate::api::imports;
use crate::pages::commands::{Command, Desk};
use crate::session::Session;
use crate::ui::{Button, Look, Notice, Tone};
use columns::ColumnTable;
use draft::{Choice, Settings, doubts, request};
use profile::{AppliedProfile, SaveProfile};
use settings::{DefaultCountry, DuplicateRule};
use source::SourceCard;
pub(super) use source_words::taken_for;

/// What was chosen so far; copies share it.
#[derive(Clone, Copy)]
struct Form {
    columns: StoredValue<Vec<Column>>,
    choices: StoredValue<Vec<RwSignal<Choice>>>,
    settings: RwSignal<Settings>,
    problem: RwSignal<Option<String>>,
}

/// The file as it is read, and the form below it. Another way of reading makes other columns, and
/// so another form.
#[component]
pub(super) fn Mapping(current: Current) -> impl IntoView {
    let columns = Memo::new(move |_| {
        current.import.with(|import| Some(import.as_ref()?.columns.clone())).unwrap_or_default()
    });
    view! {
        <SourceCard current />
        {move || view! { <ColumnForm current columns=columns.get() /> }}
    }
}

#[component]
fn ColumnForm(current: Current, columns: Vec<Column>) -> impl IntoView {
    let form = Form::of(current, columns);
    let may_check = Session::of_page().allows(Permission::ImportsStage);
    let check = move |()| match form.request() {
        Ok(mapping) => {
            form.problem.set(None);
            current.act(async move { imports::map(current.client, current.id, &mapping).await });
        }
        Err(text) => form.problem.set(Some(text)),
    };
    let desk = Desk::of_page();
    desk.serve_while(Command::CheckRows, move || may_check, check);
    desk.serve_while(Command::CancelImport, move || may_check, move |()| current.cancel());
    view! {
        <section class="panel">
            <div class="lines">
                <h2>"What does each column mean?"</h2>
                <p class="second">"Columns are mapped by their titles and their values. Mend what is wrong; ignored columns are dropped."</p>
            </div>
            <AppliedProfile current />
            <ColumnTable form />
            {move || doubts(&form.chosen()).into_iter().map(|text| {
                view! { <Notice tone=Tone::Warn title="Please look twice" text /> }
            }).collect_view()}
            <DuplicateRule form />
            <div class="mapping-settings">
                <DefaultCountry form />
                <SaveProfile current form />
            </div>
            {move || form.problem.get().map(|text| view! { <Notice tone=Tone::Bad title="Not yet" text /> })}
            {may_check.then(|| view! {
                <div class="actions">
                    <Button label="Check rows" look=Look::Primary busy=current.busy on_press=check />
                    <Button label="Cancel import" look=Look::Quiet on_press=move |()| current.cancel() />
                </div>
            })}
        </section>
    }
}

impl Form {
    fn of(current: Current, columns: Vec<Column>) -> Self {
        let choices = columns.iter().map(|column| RwSignal::new(Choice::proposed(column)));
        let settings = current.import.with_untracked(|import| {
            import.as_ref().map(|import| Settings {
                on_duplicate: import.on_duplicate,
                default_country: import
                    .default_country
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                save_as: String::new(),
            })
        });
        Self {
            choices: StoredValue::new(choices.collect()),
            columns: StoredValue::new(columns),
            settings: RwSignal::new(settings.unwrap_or_default()),
            problem: RwSignal::new(None),
        }
    }

    fn chosen(self) -> Vec<Choice> {
        self.choices.with_value(|all| all.iter().map(Get::get).collect())
    }

    fn request(self) -> Result<domain::import::MappingRequest, String> {
        untrack(|| request(&self.chosen(), &self.settings.get()))
    }
}
