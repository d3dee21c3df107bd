use std::io::Write;

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use db::Scope;
use domain::audit::{Action, AuditEvent, AuditFilter, Event};
use domain::problem::FieldError;
use futures_util::stream;

use super::filter::Query;
use crate::App;
use crate::access::{Access, AuditRead};
use crate::http::{Answer, Refusal};

/// Events that are read and sent together.
const PAGE: i64 = 1_000;
const HEADER: &str =
    "seq,at,actor,actor_name,action,outcome,subject,detail,address,request_id,previous,hash\r\n";

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    JsonLines,
}

/// Export audit events
///
/// All events that fit, newest first, as CSV that is safe to open in a spreadsheet, or as JSON Lines
/// that say exactly what is stored.
#[utoipa::path(
    tag = "audit",
    params(
        ("format" = Option<String>, Query, description = "`csv` (if absent) or `jsonl`"),
        ("action" = Option<String>, Query, description = "Such as `contact.created`"),
        ("outcome" = Option<String>, Query, description = "`done`, `denied` or `failed`"),
        ("actor" = Option<String>, Query, description = "The id of a user or a key, or `system`"),
        ("subject" = Option<String>, Query, description = "The id of what was acted upon"),
        ("from" = Option<String>, Query, description = "From this time on (RFC 3339)"),
        ("until" = Option<String>, Query, description = "Before this time (RFC 3339)"),
    ),
    responses((status = 200, description = "The file", content((String = "text/csv"), (String = "application/jsonl")))),
)]
#[get("/audit-events/export")]
pub(crate) async fn export_audit_events(
    app: web::Data<App>,
    access: Access<AuditRead>,
    query: web::Query<Query>,
) -> Answer<HttpResponse> {
    let filter = query.filter()?;
    let format = match query.format.as_deref() {
        None | Some("" | "csv") => Format::Csv,
        Some("jsonl") => Format::JsonLines,
        Some(_) => {
            let error = FieldError::new("format", "unknown", "Expected csv or jsonl.");
            return Err(Refusal::invalid(vec![error]));
        }
    };
    let (kind, name) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "audit-events.csv"),
        Format::JsonLines => ("application/jsonl", "audit-events.jsonl"),
    };
    access.note(&app, Event::new(Action::AuditExported).with("format", name)).await?;
    let export = Export { app, scope: access.scope, filter, format, place: Place::Start };
    let body = stream::try_unfold(export, |export| async {
        let chunk = export.next().await;
        if let Err(refusal) = &chunk {
            // The status has gone out already; a cut-off body is how a client can tell.
            tracing::error!(error = refusal.cause(), "audit.export_failed");
        }
        chunk.map_err(|_| std::io::Error::from(std::io::ErrorKind::Other))
    });
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .streaming(Box::pin(body)))
}

/// Where an export stands.
#[derive(Clone, Copy)]
enum Place {
    Start,
    /// Events below this number are still to come.
    Before(i64),
    End,
}

/// An export on its way. It reads a page when the client has taken the one before, and holds no
/// connection to the database meanwhile: a client that reads slowly, or not at all, keeps nobody
/// waiting.
struct Export {
    app: web::Data<App>,
    scope: Scope,
    filter: AuditFilter,
    format: Format,
    place: Place,
}

impl Export {
    async fn next(mut self) -> Answer<Option<(web::Bytes, Self)>> {
        let before = match self.place {
            Place::Start => None,
            Place::Before(seq) => Some(seq),
            Place::End => return Ok(None),
        };
        let (scope, filter) = (self.scope, self.filter.clone());
        let page =
            self.app.db.read_as(&scope, move |c| db::audit::list(c, &scope, &filter, before, PAGE));
        let page = page.await?;
        let mut out = Vec::new();
        if before.is_none() && self.format == Format::Csv {
            out.extend_from_slice(HEADER.as_bytes());
        }
        for event in &page {
            match self.format {
                Format::Csv => csv(&mut out, event),
                Format::JsonLines => json(&mut out, event),
            }
        }
        let last = page.last().and_then(|event| i64::try_from(event.seq).ok());
        self.place = last.map_or(Place::End, Place::Before);
        Ok(Some((out.into(), self)))
    }
}

fn json(out: &mut Vec<u8>, event: &AuditEvent) {
    // Writing into memory cannot fail, and an event has no part that JSON lacks.
    let _ = serde_json::to_writer(&mut *out, event);
    out.push(b'\n');
}

fn csv(out: &mut Vec<u8>, event: &AuditEvent) {
    let detail = serde_json::to_string(&event.detail).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let cells = [
        event.seq.to_string(),
        event.at.to_string(),
        event.actor.to_string(),
        text(&event.actor_name),
        event.action.as_str().to_owned(),
        event.outcome.as_str().to_owned(),
        text(&event.subject),
        detail,
        text(&event.address),
        text(&event.request_id),
        event.previous.clone(),
        event.hash.clone(),
    ];
    for (index, cell) in cells.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(out, "{comma}\"{}\"", safe(cell).replace('"', "\"\""));
    }
    out.extend_from_slice(b"\r\n");
}

/// A cell that a spreadsheet takes for text: what begins like a formula gets an apostrophe.
fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_name_is_no_formula() {
        assert_eq!(safe("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(safe("Ada"), "Ada");
    }
}
