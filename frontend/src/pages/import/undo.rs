use domain::access::Permission;
use domain::import::{ImportState, UndoAction, UndoPreview};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Current;
use crate::api::{Error, imports};
use crate::format;
use crate::pages::commands::{Command, Desk};
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, Dialog, Glyph, Look, Shape, Skeleton};

/// Takes an import back, or puts it in again: tells first what would happen.
#[component]
pub(super) fn UndoButton(current: Current, state: ImportState) -> impl IntoView {
    let open = RwSignal::new(false);
    let preview = RwSignal::new(None::<Result<UndoPreview, Error>>);
    let restores = state == ImportState::Undone;
    let (label, glyph, title) = match state {
        ImportState::Undone => ("Restore this import", Glyph::ArrowRight, "Restore this import?"),
        ImportState::Review => {
            ("Take back what is written", Glyph::ArrowLeft, "Take back what is written?")
        }
        _ => ("Undo this import", Glyph::ArrowLeft, "Undo this import?"),
    };
    let ask = move |()| {
        preview.set(None);
        open.set(true);
        spawn_local(async move {
            preview.try_set(Some(imports::preview_undo(current.client, current.id).await));
        });
    };
    let undo = move |()| {
        current.act(async move {
            let done = imports::undo(current.client, current.id).await;
            open.try_set(false);
            done
        });
    };
    let idle = Signal::derive(move || !preview.with(|p| matches!(p, Some(Ok(_)))));
    let close = move |()| open.set(false);
    let act = if restores { "Restore" } else { "Undo" };
    let body = move || match preview.get() {
        None => view! { <Skeleton lines=4 /> }.into_any(),
        Some(Err(error)) => view! { <Trouble error /> }.into_any(),
        Some(Ok(preview)) => view! { <Outcome preview /> }.into_any(),
    };
    let may = Session::of_page().allows(Permission::ImportsCommit);
    Desk::of_page().serve_while(Command::UndoImport, move || may, ask);
    may.then(|| {
        view! {
            <Button label glyph on_press=ask />
            <Dialog open on_close=close label=title shape=Shape::Box>
                <div class="confirm">
                    <h2>{title}</h2>
                    {body}
                    <div class="actions">
                        <Button
                            label=act
                            look=if restores { Look::Primary } else { Look::Danger }
                            busy=current.busy
                            disabled=idle
                            on_press=undo
                        />
                        <Button label="Keep as it is" on_press=close />
                    </div>
                </div>
            </Dialog>
        }
    })
}

/// The counts of a preview, each with what they mean.
#[component]
fn Outcome(preview: UndoPreview) -> impl IntoView {
    let line = |(count, text): (u64, &'static str)| {
        view! {
            <div class:none=count == 0>
                <dt>{format::count(count)}</dt>
                <dd>{text}</dd>
            </div>
        }
    };
    view! {
        <dl class="outcome">{lines(preview).map(line).collect_view()}</dl>
        <p class="confirm-text">
            {match preview.action {
                UndoAction::Undo => "It can be restored afterwards.",
                UndoAction::Restore => "It can be undone again afterwards.",
            }}
        </p>
    }
}

fn lines(preview: UndoPreview) -> impl Iterator<Item = (u64, &'static str)> {
    let words = match preview.action {
        UndoAction::Undo => [
            "created contacts go",
            "changed contacts get their earlier values back",
            "contacts were changed since: those changes are kept and listed",
            "contacts were deleted since",
        ],
        UndoAction::Restore => [
            "contacts come back",
            "contacts get the values of the file again",
            "contacts were changed since: those changes are kept and listed",
            "contacts were deleted since",
        ],
    };
    [preview.removes, preview.restores, preview.keeps, preview.gone].into_iter().zip(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_tells_what_goes_and_what_stays() {
        let preview =
            UndoPreview { action: UndoAction::Undo, removes: 5, restores: 4, keeps: 3, gone: 2 };
        let figures: Vec<_> = lines(preview).map(|(count, _)| count).collect();
        assert_eq!(figures, [5, 4, 3, 2]);
        let restore = UndoPreview { action: UndoAction::Restore, ..preview };
        assert!(lines(restore).next().is_some_and(|(_, text)| text.contains("come back")));
    }
}
