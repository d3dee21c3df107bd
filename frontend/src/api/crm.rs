//! The CRM: its connection, what goes where, and pushes.

use domain::PushId;
use domain::crm::{
    CrmConfirmation, CrmConnect, CrmConnection, CrmDisconnected, CrmMapping, CrmOverview,
    MappingPreview, NewPush, Push, PushFate, PushItems, Pushes,
};
use gloo_net::http::Method;
use web_sys::Blob;

use super::call::Call;
use super::{Client, Error};

/// How the organization stands with the CRM.
pub(crate) async fn overview(client: Client) -> Result<CrmOverview, Error> {
    client.send(Call::get("crm/connection")).await?.read()
}

/// Begins to connect: where the browser has to go.
pub(crate) async fn connect(client: Client) -> Result<CrmConnect, Error> {
    client.send(Call::post("crm/connect")).await?.read()
}

/// Connects the location that was chosen at the CRM and shown here.
pub(crate) async fn confirm(client: Client, location: String) -> Result<CrmConnection, Error> {
    let body = CrmConfirmation { location };
    client.send(Call::post("crm/connection/confirm").json(&body)).await?.read()
}

/// Forgets the tokens.
pub(crate) async fn disconnect(client: Client) -> Result<CrmDisconnected, Error> {
    client.send(Call::new(Method::DELETE, "crm/connection")).await?.read()
}

/// What goes where.
pub(crate) async fn mapping(client: Client) -> Result<CrmMapping, Error> {
    client.send(Call::get("crm/mapping")).await?.read()
}

/// Says what goes where.
pub(crate) async fn set_mapping(client: Client, mapping: &CrmMapping) -> Result<CrmMapping, Error> {
    client.send(Call::new(Method::PUT, "crm/mapping").json(mapping)).await?.read()
}

/// Some contacts as they would leave by the mapping that is kept.
pub(crate) async fn preview(client: Client) -> Result<MappingPreview, Error> {
    client.send(Call::get("crm/mapping/preview")).await?.read()
}

/// Pushes so far, newest first; `cursor` is the end of the page before.
pub(crate) async fn pushes(client: Client, cursor: Option<String>) -> Result<Pushes, Error> {
    let pairs: Vec<_> = cursor.map(|cursor| ("cursor", cursor)).into_iter().collect();
    client.send(Call::get("crm/pushes").query(&pairs)).await?.read()
}

/// Begins with a dry run, or starts at once.
pub(crate) async fn create(client: Client, new: &NewPush) -> Result<Push, Error> {
    client.send(Call::post("crm/pushes").json(new)).await?.read()
}

/// One push as it stands now.
pub(crate) async fn find(client: Client, id: PushId) -> Result<Push, Error> {
    client.send(Call::get(format!("crm/pushes/{id}"))).await?.read()
}

/// Something that can be done to a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PushAct {
    Start,
    Pause,
    Resume,
    Cancel,
    Retry,
}

impl PushAct {
    const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Cancel => "cancel",
            Self::Retry => "retry",
        }
    }
}

/// Does it.
pub(crate) async fn act(client: Client, id: PushId, act: PushAct) -> Result<(), Error> {
    client.send(Call::post(format!("crm/pushes/{id}/{}", act.word()))).await.map(drop)
}

/// The contacts of a push, all or those of one fate.
pub(crate) async fn items(
    client: Client,
    id: PushId,
    fate: Option<PushFate>,
    cursor: Option<String>,
) -> Result<PushItems, Error> {
    let fate = fate.map(|fate| ("fate", fate.as_str().to_owned()));
    let pairs: Vec<_> = fate.into_iter().chain(cursor.map(|cursor| ("cursor", cursor))).collect();
    client.send(Call::get(format!("crm/pushes/{id}/items")).query(&pairs)).await?.read()
}

/// What did not arrive, as a file.
pub(crate) async fn error_file(client: Client, id: PushId) -> Result<Blob, Error> {
    client.download(Call::get(format!("crm/pushes/{id}/errors.csv"))).await
}
