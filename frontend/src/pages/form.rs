//! What every form does with errors, whether the page found them or the server.

use domain::problem::FieldError;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::api::Error;

/// Errors of one form: of its fields, and of the request as a whole.
#[derive(Clone, Copy)]
pub(super) struct FormErrors {
    fields: RwSignal<Vec<FieldError>>,
    request: RwSignal<Option<Error>>,
}

impl FormErrors {
    pub(super) fn new() -> Self {
        Self { fields: RwSignal::new(Vec::new()), request: RwSignal::new(None) }
    }

    /// Forgets what was wrong with the last try.
    pub(super) fn clear(self) {
        self.fields.set(Vec::new());
        self.request.set(None);
    }

    /// Shows wrong fields, and moves the focus to the first of them.
    pub(super) fn refuse(self, fields: Vec<FieldError>) {
        // The form may be gone when the server answers.
        self.fields.try_set(fields);
        request_animation_frame(focus_first_wrong);
    }

    /// Shows what the server said: beside the fields that it named, or as a whole.
    pub(super) fn show(self, error: Error) {
        let fields = error.fields();
        if fields.is_empty() {
            self.request.try_set(Some(error));
            to_top();
        } else {
            self.refuse(fields);
        }
    }

    /// What is wrong with one field.
    pub(super) fn of(self, field: impl Into<String>) -> Signal<Option<String>> {
        let field = field.into();
        Signal::derive(move || {
            self.fields.with(|errors| {
                errors.iter().find(|error| error.field == field).map(|error| error.message.clone())
            })
        })
    }

    /// Every wrong field.
    pub(super) fn fields(self) -> Vec<FieldError> {
        self.fields.get()
    }

    /// What was wrong with the request as a whole.
    pub(super) fn request(self) -> Option<Error> {
        self.request.get()
    }
}

/// What concerns a form as a whole stands above it; a long form may be scrolled away from it.
pub(super) fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

fn focus_first_wrong() {
    // A dialog lies above the form that it was opened from.
    let find = |selector| document().query_selector(selector).ok().flatten();
    let wrong =
        find("dialog[open] [aria-invalid=true]").or_else(|| find("main [aria-invalid=true]"));
    if let Some(control) = wrong.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = control.focus();
    }
}
