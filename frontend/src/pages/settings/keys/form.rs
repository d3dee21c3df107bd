use domain::access::{KEY_DAYS, KEY_DAYS_MAX, NewApiKey, Permission, Role};
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::KeyPage;
use super::scopes::{self, Group};
use crate::api::api_keys;
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::ui::{Button, CheckBox, Glyph, Look, TextField};

/// Makes a key.
#[component]
pub(super) fn KeyForm(page: KeyPage) -> impl IntoView {
    let acting = Acting::new();
    let name = RwSignal::new(String::new());
    let days = RwSignal::new(KEY_DAYS.to_string());
    let chosen = RwSignal::new(vec![Permission::ContactsRead]);
    let role = page.session.me_now().map_or(Role::Viewer, |me| me.role);
    let client = page.session.client();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = match read(name, chosen, days, role) {
            Ok(body) => body,
            Err(wrong) => return acting.errors.refuse(wrong),
        };
        let make = async move { api_keys::make(client, &body).await };
        acting.run(make, move |issued| {
            name.try_set(String::new());
            page.show(issued);
        });
    };
    let help = format!("1 to {KEY_DAYS_MAX} days. Rotate the key before it ends.");
    view! {
        <form class="panel" novalidate on:submit=submit>
            <h2>"New key"</h2>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            <div class="pair">
                <TextField
                    label="What is it for?"
                    name="name"
                    value=name
                    error=acting.errors.of("name")
                    help="For example the name of the program."
                    autocomplete="off"
                    required=true
                />
                <TextField
                    label="Works for (days)"
                    name="expires_in_days"
                    kind="number"
                    value=days
                    error=acting.errors.of("expires_in_days")
                    help
                    autocomplete="off"
                />
            </div>
            <Scopes role chosen acting />
            <div class="actions">
                <Button label="Make the key" glyph=Glyph::Key look=Look::Primary submit=true busy=acting.busy />
            </div>
        </form>
    }
}

/// What the fields say, or every one that is wrong.
fn read(
    name: RwSignal<String>,
    chosen: RwSignal<Vec<Permission>>,
    days: RwSignal<String>,
    maker: Role,
) -> Result<NewApiKey, Vec<FieldError>> {
    // What is no number is out of range, too.
    let days = days.get_untracked().trim().parse().unwrap_or(0);
    let body = NewApiKey {
        name: name.get_untracked(),
        scopes: chosen.get_untracked(),
        expires_in_days: Some(days),
    };
    body.clone().parse(maker)?;
    Ok(body)
}

#[component]
fn Scopes(role: Role, chosen: RwSignal<Vec<Permission>>, acting: Acting) -> impl IntoView {
    let error = acting.errors.of("scopes");
    let group = move |group: Group| {
        let boxes = group.scopes.into_iter().map(|scope| scope_box(scope, chosen)).collect_view();
        view! { <fieldset class="scopes"><legend>{group.title}</legend>{boxes}</fieldset> }
    };
    view! {
        <div class="scope-groups" role="group" aria-label="What the key may do">
            {scopes::groups(role).into_iter().map(group).collect_view()}
        </div>
        {move || error.get().map(|text| view! { <p class="bad" role="alert">{text}</p> })}
        <p class="second">"A key can never do more than your own role, and never manages keys, members or billing."</p>
    }
}

fn scope_box(scope: Permission, chosen: RwSignal<Vec<Permission>>) -> impl IntoView {
    let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&scope)));
    let change = move |on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|known| *known != scope);
            if on {
                chosen.push(scope);
            }
        });
    };
    view! { <CheckBox label=scopes::words(scope) help=scope.as_str() checked on_change=change /> }
}
