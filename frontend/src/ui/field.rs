use leptos::html;
use leptos::prelude::*;

/// A line of text with its label, help and error.
#[component]
pub(crate) fn TextField(
    #[prop(into)] label: String,
    /// Unique in the page; it ties label, help and error to the control.
    #[prop(into)]
    name: String,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(optional, into)] help: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] list: Option<&'static str>,
    #[prop(optional)] required: bool,
    /// Takes the focus when it appears, because it is what the page asks for now.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let described = described_by(&name, &help, error);
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get().filter(|_| focus) {
            let _ = input.focus();
        }
    });
    view! {
        <Labelled label name=name.clone() help error>
            <input
                node_ref=node
                id=control_id(&name)
                class="control"
                type=kind
                name=name
                autocomplete=autocomplete
                list=list
                aria-required=required.then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Labelled>
    }
}

/// Several lines of text with label, help and error.
#[component]
pub(crate) fn TextArea(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(optional, into)] help: String,
) -> impl IntoView {
    let described = described_by(&name, &help, error);
    view! {
        <Labelled label name=name.clone() help error>
            <textarea
                id=control_id(&name)
                class="control"
                name=name
                rows="4"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Labelled>
    }
}

/// A value to choose and the words for it.
pub(crate) type Choice = (String, String);

/// A choice of one value with label, help and error.
#[component]
pub(crate) fn SelectField(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    value: RwSignal<String>,
    choices: Vec<Choice>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(optional, into)] help: String,
) -> impl IntoView {
    let described = described_by(&name, &help, error);
    let option = move |(key, words): Choice| {
        let chosen = key.clone();
        view! { <option value=key selected=move || value.with(|value| *value == chosen)>{words}</option> }
    };
    view! {
        <Labelled label name=name.clone() help error>
            <select
                id=control_id(&name)
                class="control"
                name=name
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:change=move |event| value.set(event_target_value(&event))
            >
                {choices.into_iter().map(option).collect_view()}
            </select>
        </Labelled>
    }
}

/// Label above, error or help below.
#[component]
pub(super) fn Labelled(
    label: String,
    name: String,
    help: String,
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let control = control_id(&name);
    let (error_id, help_id) = (format!("{control}-error"), format!("{control}-help"));
    let help = (!help.is_empty()).then(|| view! { <p class="help" id=help_id>{help}</p> });
    let error = move || {
        let id = error_id.clone();
        error.get().map(|text| view! { <p class="error" id=id>{text}</p> })
    };
    view! {
        <div class="field">
            <label for=control>{label}</label>
            {children()}
            {error}
            {help}
        </div>
    }
}

pub(super) fn control_id(name: &str) -> String {
    format!("field-{name}")
}

/// The ids of the texts that belong to a control now.
pub(super) fn described_by(
    name: &str,
    help: &str,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + 'static {
    let control = control_id(name);
    let has_help = !help.is_empty();
    move || {
        let error = error.with(Option::is_some).then(|| format!("{control}-error"));
        let help = has_help.then(|| format!("{control}-help"));
        let ids: Vec<String> = error.into_iter().chain(help).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
