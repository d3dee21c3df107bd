use std::collections::BTreeMap;
use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::http::header::ContentType;

use crate::world::World;

/// The page on which a person chooses a location, or denies.
pub(super) fn consent(
    world: &World,
    query: &BTreeMap<String, String>,
    scopes: &[String],
) -> HttpResponse {
    let mut hidden = String::new();
    for (name, text) in query {
        let (name, text) = (escaped(name), escaped(text));
        let _ = write!(hidden, "<input type=\"hidden\" name=\"{name}\" value=\"{text}\">");
    }
    let mut choices = String::new();
    let mut choice = |value: &str, label: &str| {
        let (value, label) = (escaped(value), escaped(label));
        let _ =
            write!(choices, "<p><button name=\"choice\" value=\"{value}\">{label}</button></p>");
    };
    for location in world.locations.values() {
        choice(&location.id, &location.name);
    }
    if world.settings.company_tokens {
        choice("company", "The whole agency");
    }
    choice("deny", "Deny");
    let mut asked = String::new();
    for scope in scopes {
        let _ = write!(asked, "<li>{}</li>", escaped(scope));
    }
    document(
        "Choose a location",
        &format!(
            "<p>Business Contacts asks for access to one of your locations:</p><ul>{asked}</ul>\
             <form method=\"post\">{hidden}{choices}</form>"
        ),
    )
}

/// What is wrong with the address.
pub(super) fn problem(problem: &str) -> HttpResponse {
    let mut page = document("This does not work", &format!("<p>{}</p>", escaped(problem)));
    *page.status_mut() = actix_web::http::StatusCode::BAD_REQUEST;
    page
}

fn document(title: &str, body: &str) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::html()).body(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title} - fake CRM</title>\
         <body><main><h1>{title}</h1>{body}</main></body></html>"
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
