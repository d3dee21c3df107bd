use domain::access::Permission;
use domain::export::{CsvForm, ExportFormat, ExportRequest, ExportSearch};
use domain::partition::Layer;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::finder::Finder;
use crate::api::{Error, exports};
use crate::format;
use crate::pages::commands::{Command, Desk};
use crate::pages::trouble::Trouble;
use crate::router::Place;
use crate::session::Session;
use crate::ui::{
    Button, Choice, Dialog, Glyph, Look, SelectField, Shape, Toast, Toasts, save_blob,
};

/// Whose contacts the file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Selection,
    Search,
    Everything,
}

impl What {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Selection => "selection",
            Self::Search => "search",
            Self::Everything => "everything",
        }
    }
}

/// Forms of a file: key, format, form of CSV, name, words.
const FORMS: [(&str, ExportFormat, Option<CsvForm>, &str, &str); 5] = [
    ("csv", ExportFormat::Csv, Some(CsvForm::Safe), "contacts.csv", "CSV for spreadsheets"),
    (
        "exact",
        ExportFormat::Csv,
        Some(CsvForm::Exact),
        "contacts.csv",
        "CSV for programs, as stored",
    ),
    ("xlsx", ExportFormat::Xlsx, None, "contacts.xlsx", "Excel workbook"),
    ("vcard", ExportFormat::Vcard, None, "contacts.vcf", "vCard 4.0"),
    ("json_lines", ExportFormat::JsonLines, None, "contacts.jsonl", "JSON Lines"),
];

/// Offers what was picked or found, or everything, as a file.
#[component]
pub(super) fn ExportButton(
    finder: Finder,
    /// What is chosen at first.
    #[prop(default = What::Search)]
    first: What,
) -> impl IntoView {
    let session = Session::of_page();
    let open = RwSignal::new(false);
    let may = move || session.allows(Permission::ContactsExport);
    if first == What::Search {
        Desk::of_page().serve_while(Command::Export, may, move |()| open.set(true));
    }
    view! {
        <Show when=may>
            <Button label="Export" glyph=Glyph::Download on_press=move |()| open.set(true) />
            <Dialog
                open
                on_close=move |()| open.set(false)
                label="Export contacts"
                shape=Shape::Box
            >
                <ExportForm finder open first />
            </Dialog>
        </Show>
    }
}

#[component]
fn ExportForm(finder: Finder, open: RwSignal<bool>, first: What) -> impl IntoView {
    let (client, toasts) = (Session::of_page().client(), Toasts::of_page());
    let what = RwSignal::new(first.as_str().to_owned());
    let form = RwSignal::new(FORMS[0].0.to_owned());
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<Error>));
    let arrived = RwSignal::new(0_u64);
    let start = move |()| {
        let key = form.get_untracked();
        let Some(&(_, format, csv, name, _)) = FORMS.iter().find(|known| known.0 == key) else {
            return;
        };
        let asked = ExportRequest { format, form: csv, ..ExportRequest::default() };
        let wanted = what.with_untracked(|what| wanted(finder, what, asked));
        busy.set(true);
        error.set(None);
        arrived.set(0);
        spawn_local(async move {
            let told = move |bytes| {
                arrived.try_set(bytes);
            };
            let exported = exports::start(client, &wanted, told).await;
            busy.try_set(false);
            match exported {
                Ok(exported) => {
                    let saved = save_blob(name, &exported.file).is_ok();
                    open.try_set(false);
                    toasts.show(outcome(saved, exported.count, exported.held_back));
                }
                Err(refused) => {
                    error.try_set(Some(refused));
                }
            }
        });
    };
    let progress = move || match (busy.get(), arrived.get()) {
        (false, _) => String::new(),
        (true, 0) => "Gathering the contacts …".to_owned(),
        (true, bytes) => format!("{} have arrived …", format::bytes(bytes)),
    };
    let none = Signal::derive(|| None::<String>);
    let forms: Vec<Choice> =
        FORMS.iter().map(|(key, .., words)| ((*key).to_owned(), (*words).to_owned())).collect();
    view! {
        <div class="confirm">
            <h2>"Export contacts"</h2>
            <div class="confirm-text">
                {move || error.get().map(|error| view! { <Trouble error /> })}
                <SelectField label="What" name="export-what" value=what choices=choices(finder) error=none />
                <SelectField
                    label="As"
                    name="export-form"
                    value=form
                    choices=forms
                    error=none
                    help="The file for spreadsheets keeps values from being run as formulas."
                />
                <p>"Suppressed people are left out. Contacts of the directory come without e-mails and phones."</p>
                <p role="status">{progress}</p>
            </div>
            <div class="actions">
                <Button label="Make the file" look=Look::Primary glyph=Glyph::Download busy on_press=start />
                <Button label="Cancel" on_press=move |()| open.set(false) />
            </div>
        </div>
    }
}

fn choices(finder: Finder) -> Vec<Choice> {
    let total = finder.summary.get_untracked().map_or(0, |(total, _)| total.value);
    let found = format!("What this search finds ({})", format::count(total));
    let choice = |what: What, words: String| (what.as_str().to_owned(), words);
    let mut choices = vec![
        choice(What::Search, found),
        choice(What::Everything, "The whole workspace".to_owned()),
    ];
    let (picked, is_all) =
        untrack(move || (finder.selection.ids().len(), finder.selection.is_all()));
    let scope = finder.query.with_untracked(|query| query.scope);
    if is_all {
        let words =
            format!("All {} selected contacts", format::count(untrack(move || finder.total())));
        choices.insert(0, choice(What::Selection, words));
    } else if picked != 0 && scope == Layer::Workspace {
        let words = format!("The selected contacts ({})", format::count(picked as u64));
        choices.insert(0, choice(What::Selection, words));
    }
    choices
}

fn wanted(finder: Finder, what: &str, asked: ExportRequest) -> ExportRequest {
    // All results are the search itself, not a list of ids.
    let is_all = untrack(move || finder.selection.is_all());
    if what == What::Selection.as_str() && !is_all {
        ExportRequest { ids: Some(untrack(move || finder.selection.ids())), ..asked }
    } else if what != What::Everything.as_str() {
        let place = Place { query: finder.query.get_untracked(), ..Place::default() };
        ExportRequest { search: Some(ExportSearch::Query(place.to_search())), ..asked }
    } else {
        ExportRequest { everything: true, ..asked }
    }
}

fn outcome(saved: bool, count: u64, held_back: u64) -> Toast {
    if !saved {
        return Toast::failed("The browser did not take the file. Try again.");
    }
    let count = format::counted(count, "contact");
    Toast::done(match held_back {
        0 => format!("{count} exported."),
        held => format!("{count} exported; {} held back.", format::count(held)),
    })
}
