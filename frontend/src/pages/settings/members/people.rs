use domain::UserId;
use domain::access::{Member, MemberChange, MemberStatus, Role, SettableStatus};
use leptos::prelude::*;

use crate::api::members;
use crate::format;
use crate::pages::settings::acting::Acting;
use crate::pages::settings::loaded::Loaded;
use crate::pages::settings::roles;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Avatar, Badge, Button, Confirm, Look, Toast, Toasts, Tone};

/// What the rows of the list do; copies share it.
#[derive(Clone, Copy)]
struct Acts {
    session: Session,
    toasts: Toasts,
    loaded: Loaded<Vec<Member>>,
    acting: Acting,
    removal: Acting,
    /// Who is about to be removed, and whether that is asked now.
    removing: RwSignal<Option<Member>>,
    asking: RwSignal<bool>,
}

/// Everybody in the organization.
#[component]
pub(super) fn People(manages: Memo<bool>) -> impl IntoView {
    let session = Session::of_page();
    let client = session.client();
    let loaded = Loaded::start(move || async move { Ok(members::list(client).await?.members) });
    let acts = Acts {
        session,
        toasts: Toasts::of_page(),
        loaded,
        acting: Acting::new(),
        removal: Acting::new(),
        removing: RwSignal::new(None),
        asking: RwSignal::new(false),
    };
    let list = loaded.view(4, move |all| {
        let manages = manages.get();
        let rows = all.into_iter().map(|member| row(member, acts, manages)).collect_view();
        view! { <ul class="things" aria-label="Members">{rows}</ul> }.into_any()
    });
    view! {
        <section class="panel">
            <h2>"Members"</h2>
            {move || acts.acting.errors.request().map(|error| view! { <Trouble error /> })}
            {list}
            <RemoveDialog acts />
        </section>
    }
}

fn row(member: Member, acts: Acts, manages: bool) -> AnyView {
    let me = acts.session.me_now().map(|me| me.user.id);
    let name = member.user.name.clone();
    let you = if me == Some(member.user.id) { " (you)" } else { "" };
    let joined = format::day(member.joined_at);
    let suspended = member.status == MemberStatus::Suspended;
    let end = if manages {
        view! { <Controls member=member.clone() acts /> }.into_any()
    } else {
        view! { <Badge text=member.role.title() /> }.into_any()
    };
    view! {
        <li class="thing member">
            <Avatar name=name.clone() />
            <span class="lines">
                <span class="first">
                    {name}{you}
                    {suspended.then(|| view! { " " <Badge text="Suspended" tone=Tone::Warn /> })}
                </span>
                <span class="second">{member.user.email}</span>
                <span class="second">
                    {format!("Since {joined}")}
                    {member.second_factor.then_some(" · second factor")}
                </span>
            </span>
            {end}
        </li>
    }
    .into_any()
}

/// Role, suspension and removal of one member.
#[component]
fn Controls(member: Member, acts: Acts) -> impl IntoView {
    let id = member.user.id;
    let role = member.role;
    let name = member.user.name.clone();
    let option = move |one: &Role| {
        let one = *one;
        view! { <option value=one.as_str() selected=one == role>{one.title()}</option> }
    };
    let choose = move |event| {
        let role = roles::of_word(&event_target_value(&event));
        acts.change(id, MemberChange { role: Some(role), status: None });
    };
    let suspended = member.status == MemberStatus::Suspended;
    let (words, status) = if suspended {
        ("Reactivate", SettableStatus::Active)
    } else {
        ("Suspend", SettableStatus::Suspended)
    };
    let suspend = move |()| acts.change(id, MemberChange { role: None, status: Some(status) });
    let removing = member.clone();
    let remove = move |()| {
        acts.removal.errors.clear();
        acts.removing.set(Some(removing.clone()));
        acts.asking.set(true);
    };
    // Nobody shuts the door on themselves by a wrong press; the profile has a way out.
    let is_me = acts.session.me_now().is_some_and(|me| me.user.id == id);
    let label = format!("Role of {name}");
    view! {
        <div class="thing-acts">
            <select class="control" aria-label=label on:change=choose>
                {Role::ALL.iter().map(option).collect_view()}
            </select>
            {(!is_me).then(|| view! {
                <Button label=words describe=format!("{words} {name}") look=Look::Quiet on_press=suspend />
                <Button label="Remove" describe=format!("Remove {name}") look=Look::Quiet on_press=remove />
            })}
        </div>
    }
}

#[component]
fn RemoveDialog(acts: Acts) -> impl IntoView {
    let name = Signal::derive(move || {
        acts.removing.with(|member| {
            member.as_ref().map(|member| member.user.name.clone()).unwrap_or_default()
        })
    });
    view! {
        <Confirm
            open=acts.asking
            title=Signal::derive(move || format!("Remove {}?", name.get()))
            act="Remove from the organization".to_owned()
            busy=acts.removal.busy
            on_confirm=move |()| acts.remove()
        >
            <p>"They lose access at once, and API keys that they made stop working. Their contacts stay. To come back they need a new invitation."</p>
            {move || acts.removal.errors.request().map(|error| view! { <Trouble error /> })}
        </Confirm>
    }
}

impl Acts {
    fn change(self, id: UserId, body: MemberChange) {
        let client = self.session.client();
        let change = async move {
            let changed = members::change(client, id, &body).await;
            if changed.is_err() {
                // What was chosen is not what is: the rows are drawn as they were.
                self.loaded.reload();
            }
            changed
        };
        self.acting.run(change, move |changed| {
            let name = changed.user.name.clone();
            self.toasts.show(Toast::done(match (body.role, body.status) {
                (Some(role), _) => format!("{name} is {} now", role.title()),
                (_, Some(SettableStatus::Suspended)) => format!("{name} is suspended"),
                _ => format!("{name} has access again"),
            }));
            self.loaded.reload();
            self.follow_own(id);
        });
    }

    fn remove(self) {
        let Some(member) = self.removing.get_untracked() else { return };
        let client = self.session.client();
        let id = member.user.id;
        let remove = async move { members::remove(client, id).await };
        self.removal.run(remove, move |()| {
            self.asking.try_set(false);
            self.toasts.show(Toast::done(format!("{} is removed", member.user.name)));
            self.loaded.reload();
            self.follow_own(id);
        });
    }

    /// People who changed themselves see at once what they may still do.
    fn follow_own(self, id: UserId) {
        if self.session.me_now().is_some_and(|me| me.user.id == id) {
            leptos::task::spawn_local(async move { drop(self.session.look_again().await) });
        }
    }
}
