use domain::import::{Source, SourceRequest};
use leptos::prelude::*;

use super::super::Current;

/// Cells of a record that are shown.
const CELLS_MAX: usize = 24;

/// The first records as they stand in the file. A press on one makes it the titles of the columns.
#[component]
pub(super) fn Preview(
    current: Current,
    source: Memo<Source>,
    is_table: Memo<bool>,
) -> impl IntoView {
    let records = Memo::new(move |_| source.with(|source| source.preview.len()));
    let title = move |index: u32| {
        current.read_as(SourceRequest {
            skip: Some(index),
            has_header: Some(true),
            ..SourceRequest::default()
        });
    };
    let without = move |_| {
        current.read_as(SourceRequest { has_header: Some(false), ..SourceRequest::default() });
    };
    let has_header = Memo::new(move |_| source.with(|source| source.has_header));
    view! {
        <fieldset class="raw">
            <legend>
                {move || if is_table.get() { "Which record holds the titles of the columns?" } else { "The first records" }}
            </legend>
            <div class="raw-scroll" role="region" aria-label="First records of the file" tabindex="0">
                <table class="raw-table">
                    <tbody>
                        <For each=move || 0..records.get() key=|index| *index let:index>
                            <Record source is_table index on_title=title />
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || is_table.get()>
                <label class="raw-none">
                    <input type="radio" name="header-record" prop:checked=move || !has_header.get() on:change=without />
                    <span>"No record: this file has no titles"</span>
                </label>
            </Show>
        </fieldset>
    }
}

#[component]
fn Record(
    source: Memo<Source>,
    is_table: Memo<bool>,
    index: usize,
    #[prop(into)] on_title: Callback<u32>,
) -> impl IntoView {
    let number = u32::try_from(index).unwrap_or(u32::MAX);
    let part = Memo::new(move |_| source.with(|source| part_of(source, number)));
    let is_title = move || part.get() == Part::Titles;
    let cells = Memo::new(move |_| source.with(|source| filled(&source.preview, index)));
    let shown = move || {
        let cells = cells.get();
        let more = cells.len().saturating_sub(CELLS_MAX);
        let cell = |text: String| view! { <td><span>{text}</span></td> };
        let shown: Vec<_> = cells.into_iter().take(CELLS_MAX).map(cell).collect();
        let more = (more > 0).then(|| view! { <td class="more">{format!("and {more} more")}</td> });
        view! { {shown} {more} }
    };
    let press = move |_| {
        if is_table.get_untracked() && part.get_untracked() != Part::Titles {
            on_title.run(number);
        }
    };
    view! {
        <tr class=move || part.get().class() class:pressable=is_table on:click=press>
            <th scope="row">
                <Show when=move || is_table.get()>
                    <input
                        type="radio"
                        name="header-record"
                        aria-label=format!("Record {} holds the titles", index + 1)
                        prop:checked=is_title
                        on:click=|event| event.stop_propagation()
                        on:change=move |_| on_title.run(number)
                    />
                </Show>
                <span class="raw-number">{index + 1}</span>
            </th>
            {shown}
        </tr>
    }
}

/// The cells of a record, and empty ones up to the width of the widest.
fn filled(preview: &[Vec<String>], index: usize) -> Vec<String> {
    let width = preview.iter().map(Vec::len).max().unwrap_or_default();
    let mut cells = preview.get(index).cloned().unwrap_or_default();
    cells.resize(width, String::new());
    cells
}

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Above the titles: it is not read.
    Above,
    Titles,
    Data,
}

impl Part {
    const fn class(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Titles => "titles",
            Self::Data => "data",
        }
    }
}

fn part_of(source: &Source, index: u32) -> Part {
    if index < source.skip {
        Part::Above
    } else if index == source.skip && source.has_header {
        Part::Titles
    } else {
        Part::Data
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_records_are_as_wide_as_the_widest() {
        let preview = [vec!["Report".to_owned()], vec!["a".to_owned(), "b".to_owned()]];
        assert_eq!(filled(&preview, 0), ["Report", ""]);
        assert_eq!(filled(&preview, 1), ["a", "b"]);
    }

    #[test]
    fn records_above_the_titles_are_not_read() {
        let source = Source { skip: 2, has_header: true, ..Source::default() };
        let parts: Vec<Part> = (0..4).map(|index| part_of(&source, index)).collect();
        assert_eq!(parts, [Part::Above, Part::Above, Part::Titles, Part::Data]);
        let without = Source { skip: 0, has_header: false, ..source };
        assert_eq!(part_of(&without, 0), Part::Data);
    }
}
