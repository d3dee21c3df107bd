use domain::import::{Source, SourceRequest};
use leptos::prelude::*;

use super::super::Current;
use super::preview::Preview;
use super::source_words::{delimiters, encodings, is_table};

/// How the file is read, with its first records; every choice takes effect at once.
#[component]
pub(super) fn SourceCard(current: Current) -> impl IntoView {
    let source = Memo::new(move |_| {
        current.import.with(|import| Some(import.as_ref()?.source.clone())).unwrap_or_default()
    });
    let has = move |part: fn(&Source) -> bool| Memo::new(move |_| source.with(part));
    let has_encoding = has(|source| source.format != "xlsx");
    let has_delimiter = has(|source| source.format == "csv");
    let has_sheets = has(|source| !source.sheets.is_empty());
    let encoding = move |text| {
        current.read_as(SourceRequest { encoding: Some(text), ..SourceRequest::default() });
    };
    let delimiter = move |text| {
        current.read_as(SourceRequest { delimiter: Some(text), ..SourceRequest::default() });
    };
    let sheet = move |text| {
        current.read_as(SourceRequest { sheet: Some(text), ..SourceRequest::default() });
    };
    view! {
        <section class="panel source-card" aria-busy=move || current.busy.get().then_some("true")>
            <div class="source-head">
                <div class="lines">
                    <h2>"Is the file read correctly?"</h2>
                    <p class="second">"Change what is wrong; the columns below follow at once."</p>
                </div>
                <div class="source-choices">
                    <Show when=move || has_sheets.get()>
                        <Choose id="source-sheet" label="Sheet" choices=Signal::derive(move || source.with(sheets)) value=Signal::derive(move || source.with(|s| s.sheet.clone().unwrap_or_default())) on_choose=sheet />
                    </Show>
                    <Show when=move || has_encoding.get()>
                        <Choose id="source-encoding" label="Encoding" choices=Signal::derive(move || source.with(|s| encodings(&s.encoding))) value=Signal::derive(move || source.with(|s| s.encoding.clone())) on_choose=encoding />
                    </Show>
                    <Show when=move || has_delimiter.get()>
                        <Choose id="source-delimiter" label="Delimiter" choices=Signal::derive(move || source.with(|s| delimiters(&s.delimiter))) value=Signal::derive(move || source.with(|s| s.delimiter.clone())) on_choose=delimiter />
                    </Show>
                </div>
            </div>
            <Preview current source is_table=has(is_table) />
        </section>
    }
}

/// The sheets of a workbook, in its order; those that people do not see are marked.
fn sheets(source: &Source) -> Vec<(String, String)> {
    let words = |sheet: &domain::import::Sheet| {
        let hidden = if sheet.hidden { " (hidden)" } else { "" };
        (sheet.name.clone(), format!("{}{hidden}", sheet.name))
    };
    source.sheets.iter().map(words).collect()
}

#[component]
fn Choose(
    id: &'static str,
    label: &'static str,
    choices: Signal<Vec<(String, String)>>,
    value: Signal<String>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let choices = Memo::new(move |_| choices.get());
    let option = move |(key, words): (String, String)| {
        let this = key.clone();
        let is_now = move || value.with(|now| now.eq_ignore_ascii_case(&this));
        view! { <option value=key selected=is_now>{words}</option> }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id class="control" on:change=move |event| on_choose.run(event_target_value(&event))>
                {move || choices.get().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
