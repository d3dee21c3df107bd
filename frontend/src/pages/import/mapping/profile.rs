use leptos::prelude::*;

use super::super::Current;
use super::Form;
use crate::api::imports;
use crate::ui::{Button, Glyph, Icon, Look, Toast};

/// The saved mapping that the proposal came from.
#[component]
pub(super) fn AppliedProfile(current: Current) -> impl IntoView {
    let profile = Memo::new(move |_| {
        current.import.with(|import| import.as_ref().and_then(|import| import.profile.clone()))
    });
    let forget = move |()| {
        let Some(profile) = profile.get_untracked() else { return };
        current.act(async move {
            imports::forget_profile(current.client, profile.id).await?;
            let text = format!("“{}” is forgotten; this import keeps its mapping.", profile.name);
            current.toasts.show(Toast::done(text));
            current.forgotten.try_set(true);
            Ok(())
        });
    };
    move || {
        // The import still names what its columns were proposed by.
        profile.get().filter(|_| !current.forgotten.get()).map(|profile| {
            view! {
                <div class="applied-profile">
                    <Icon glyph=Glyph::Check />
                    <p>"Mapped as in your saved mapping " <strong>{profile.name}</strong> "."</p>
                    <Button label="Forget it" look=Look::Quiet busy=current.busy on_press=forget />
                </div>
            }
        })
    }
}

/// A name under which the mapping is proposed for the next file like this one.
#[component]
pub(super) fn SaveProfile(current: Current, form: Form) -> impl IntoView {
    let name = current.import.with_untracked(|import| {
        let import = import.as_ref()?;
        let file = import.source.file_name.split('.').next().unwrap_or_default().to_owned();
        Some(import.profile.as_ref().map_or(file, |profile| profile.name.clone()))
    });
    let name = StoredValue::new(name.unwrap_or_default());
    let settings = form.settings;
    let saves = Memo::new(move |_| settings.with(|settings| !settings.save_as.is_empty()));
    let is_on = RwSignal::new(false);
    let toggle = move |event| {
        let on = event_target_checked(&event);
        is_on.set(on);
        let text = if on { name.get_value() } else { String::new() };
        settings.update(|settings| settings.save_as = text);
    };
    view! {
        <div class="field save-profile">
            <label class="check">
                <input type="checkbox" prop:checked=is_on on:change=toggle />
                <span>"Remember this mapping for files like this one"</span>
            </label>
            <Show when=move || is_on.get()>
                <input
                    class="control"
                    aria-label="Name of the mapping"
                    autocomplete="off"
                    maxlength="100"
                    aria-invalid=move || (!saves.get()).then_some("true")
                    prop:value=move || settings.with(|settings| settings.save_as.clone())
                    on:input=move |event| settings.update(|s| s.save_as = event_target_value(&event))
                />
            </Show>
        </div>
    }
}
