use std::io::Write;

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use db::Scope;
use domain::audit::{Action, AuditEvent, AuditFilter, Event};
use domain::problem::FieldError;
use futures_util::stream;
use tokio::sync::mpsc;

use super::filter::Query;
use crate::App;
use crate::access::{Access, AuditRead};
use crate::http::{Answer, Refusal};

/// Bytes that are sent together.
const CHUNK: usize = 64 * 1024;
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
    let (send, receive) = mpsc::channel(4);
    let (state, scope) = (app.clone(), access.scope);
    tokio::task::spawn_blocking(move || {
        if let Err(refusal) = write(&state, &scope, &filter, format, &send) {
            // The status has gone out already; a cut-off body is how a client can tell.
            tracing::error!(error = refusal.cause(), "audit.export_failed");
            let _ = send.blocking_send(Err(std::io::ErrorKind::Other.into()));
        }
    });
    let body = stream::unfold(receive, async |mut receive| {
        receive.recv().await.map(|chunk| (chunk, receive))
    });
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .streaming(Box::pin(body)))
}

type Sender = mpsc::Sender<std::io::Result<web::Bytes>>;

fn write(
    app: &App,
    scope: &Scope,
    filter: &AuditFilter,
    format: Format,
    send: &Sender,
) -> Answer<()> {
    let mut buffer = Vec::with_capacity(CHUNK + 4_096);
    if format == Format::Csv {
        buffer.extend_from_slice(HEADER.as_bytes());
    }
    app.db.read_now(|c| {
        db::audit::walk(c, scope, filter, |event| {
            match format {
                Format::Csv => csv(&mut buffer, &event),
                Format::JsonLines => json(&mut buffer, &event),
            }
            if buffer.len() >= CHUNK {
                // A client that has gone needs no more.
                let _ = send.blocking_send(Ok(std::mem::take(&mut buffer).into()));
            }
            Ok(())
        })
    })?;
    let _ = send.blocking_send(Ok(buffer.into()));
    Ok(())
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
