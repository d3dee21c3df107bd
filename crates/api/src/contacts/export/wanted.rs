use domain::audit::{Action, Event};
use domain::export::{CsvForm, ExportFormat, ExportRequest, ExportSearch};
use domain::problem::FieldError;
use domain::search::SearchQuery;
use domain::{ContactId, Layer};
use files::write::Format;

use crate::contacts::search::parse;
use crate::http::{Answer, Refusal};

/// Ids in one request, at most.
const IDS_MAX: usize = 5_000;

/// An export as it was asked for.
pub(super) struct Wanted {
    pub(super) format: Format,
    pub(super) what: What,
}

/// Whom it holds.
pub(super) enum What {
    Ids(Vec<ContactId>),
    Search(Box<SearchQuery>),
    Everything,
}

impl Wanted {
    /// Reads a request.
    ///
    /// # Errors
    /// The fields that do not fit together.
    pub(super) fn read(request: ExportRequest) -> Answer<Self> {
        let ExportRequest { format, form, ids, search, everything } = request;
        if form.is_some() && format != ExportFormat::Csv {
            return Err(wrong("form", "Only CSV has a form."));
        }
        let what = match (ids, search, everything) {
            (Some(ids), None, false) if (1..=IDS_MAX).contains(&ids.len()) => What::Ids(ids),
            (Some(_), None, false) => {
                let message = format!("Send 1 to {IDS_MAX} ids, or a search.");
                return Err(wrong("ids", &message));
            }
            (None, Some(search), false) => What::Search(Box::new(query(search)?)),
            (None, None, true) => What::Everything,
            _ => return Err(wrong("search", "Send one of ids, search and everything.")),
        };
        Ok(Self { format: written(format, form.unwrap_or_default()), what })
    }

    pub(super) fn layer(&self) -> Layer {
        match &self.what {
            What::Search(query) => query.scope,
            What::Ids(_) | What::Everything => Layer::Workspace,
        }
    }

    /// What the audit log says of it: never what was searched for.
    pub(super) fn event(&self) -> Event {
        let what = match self.what {
            What::Ids(_) => "ids",
            What::Search(_) => "search",
            What::Everything => "everything",
        };
        let layer = match self.layer() {
            Layer::Workspace => "workspace",
            Layer::Directory => "directory",
        };
        let event = Event::new(Action::ContactsExported).with("what", what).with("scope", layer);
        let exact = self.format == Format::CsvExact;
        event.with("format", self.format.extension()).with("exact", exact)
    }
}

fn wrong(field: &str, message: &str) -> Refusal {
    Refusal::invalid(vec![FieldError::new(field, "invalid", message)])
}

/// A search without the place of its page.
pub(crate) fn query(search: ExportSearch) -> Answer<SearchQuery> {
    let query = match search {
        ExportSearch::Query(text) => parse(text.trim_start_matches('?'))?,
        ExportSearch::Parameters(parameters) => {
            let pairs = parameters
                .iter()
                .flat_map(|(name, values)| values.values().iter().map(move |v| (&**name, &**v)));
            SearchQuery::from_pairs(pairs).map_err(Refusal::invalid)?
        }
    };
    Ok(SearchQuery { cursor: None, offset: 0, facets: false, ..query })
}

const fn written(format: ExportFormat, form: CsvForm) -> Format {
    match (format, form) {
        (ExportFormat::Csv, CsvForm::Safe) => Format::CsvSafe,
        (ExportFormat::Csv, CsvForm::Exact) => Format::CsvExact,
        (ExportFormat::Xlsx, _) => Format::Xlsx,
        (ExportFormat::Vcard, _) => Format::Vcard,
        (ExportFormat::JsonLines, _) => Format::JsonLines,
    }
}
