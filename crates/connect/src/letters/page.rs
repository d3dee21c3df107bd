use std::fmt::Write as _;

use super::PRODUCT;
use super::words::escaped;
use crate::mail::Message;

/// A letter in its parts; the same for the text and for its twin in HTML.
pub(super) struct Page {
    pub(super) subject: String,
    pub(super) greeting: String,
    pub(super) before: Vec<String>,
    /// What it says, and where it leads.
    pub(super) button: Option<(&'static str, String)>,
    /// What there is to tell of several things, each with where it leads.
    pub(super) items: Vec<Item>,
    pub(super) after: Vec<String>,
}

/// One of several things that a letter tells.
pub(super) struct Item {
    pub(super) text: String,
    /// What each link says, and where it leads.
    pub(super) links: Vec<(&'static str, String)>,
}

/// No colours for text and ground, so that a dark mail program keeps its own; white on this blue
/// has a contrast of 6.7 to 1.
const HEAD: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\">\
    <meta name=\"color-scheme\" content=\"light dark\">\
    <meta name=\"supported-color-schemes\" content=\"light dark\">";
const BODY: &str = "<body style=\"margin:0;padding:24px;font-family:system-ui,sans-serif;\
    font-size:16px;line-height:1.5\"><div style=\"max-width:560px;margin:0 auto\">\n";
const BUTTON: &str = "display:inline-block;padding:12px 20px;border-radius:6px;\
    background-color:#1d4ed8;color:#ffffff;text-decoration:none;font-weight:600";
const SMALL: &str = "font-size:14px;overflow-wrap:anywhere";

impl Page {
    pub(super) fn render(self) -> Message {
        Message { text: self.text(), html: self.html(), subject: self.subject }
    }

    fn text(&self) -> String {
        let mut parts = vec![self.greeting.clone()];
        parts.extend(self.before.iter().cloned());
        parts.extend(self.button.iter().map(|(_, address)| address.clone()));
        for item in &self.items {
            let links = item.links.iter().map(|(label, address)| format!("\n{label}: {address}"));
            parts.push(format!("{}{}", item.text, links.collect::<String>()));
        }
        parts.extend(self.after.iter().cloned());
        parts.push(format!("-- \n{PRODUCT}\n"));
        parts.join("\n\n")
    }

    fn html(&self) -> String {
        let mut out = format!("{HEAD}<title>{PRODUCT}</title></head>\n{BODY}");
        let paragraphs = |out: &mut String, texts: &[String]| {
            for text in texts {
                // Writing into a text cannot fail.
                let _ = writeln!(out, "<p>{}</p>", escaped(text));
            }
        };
        paragraphs(&mut out, std::slice::from_ref(&self.greeting));
        paragraphs(&mut out, &self.before);
        if let Some((label, address)) = &self.button {
            let (label, address) = (escaped(label), escaped(address));
            let _ = writeln!(out, "<p><a href=\"{address}\" style=\"{BUTTON}\">{label}</a></p>");
            let _ = writeln!(out, "<p style=\"{SMALL}\">Or open this address: {address}</p>");
        }
        for item in &self.items {
            let links = item.links.iter().map(|(label, address)| {
                format!("<br><a href=\"{}\">{}</a>", escaped(address), escaped(label))
            });
            let links: String = links.collect();
            let _ = writeln!(out, "<p>{}{links}</p>", escaped(&item.text));
        }
        paragraphs(&mut out, &self.after);
        let _ = writeln!(out, "<p style=\"{SMALL}\">{PRODUCT}</p>\n</div></body></html>");
        out
    }
}
