//! What an import does to a contact that is there already.

mod rule;

use super::derive::Derived;
use super::fields::ContactFields;
use super::input::for_each_text_field;
use super::name::{cased, tidied};
use super::parse::{LIST_MAX, NOTES_MAX};
use rule::Rule;
pub use rule::{FieldRule, MergeRules, OnDuplicate};

/// The contact after a row was laid over it. Nothing is ever emptied, and lists keep to their
/// limit.
///
/// A value that follows from others (see [`Derived`]) is not taken from the row, unless its
/// column has a rule of its own. Where the contact's value is empty or is itself what the other
/// fields tell, it goes along with them: a new title brings its seniority, and what a person set
/// stays. So a row that was derived from a contact's own fields says nothing new.
#[must_use]
pub fn merge(rules: &MergeRules, current: &ContactFields, row: &ContactFields) -> ContactFields {
    let mut out = current.clone();
    lay_texts(rules, &mut out, row);
    lay_lists(rules, &mut out, row);
    for (name, value) in &row.custom {
        let rule = rules.custom.get(name).unwrap_or(&rules.other_custom);
        let full = out.custom.len() >= LIST_MAX && !out.custom.contains_key(name);
        if !full && takes(*rule, out.custom.contains_key(name)) {
            out.custom.insert(name.clone(), value.clone());
        }
    }
    if out != *current {
        follow(rules, current, &mut out);
    }
    out
}

/// Whether a value of a row goes into a field.
fn takes(rule: Rule, filled: bool) -> bool {
    match rule.how {
        FieldRule::Overwrite => true,
        FieldRule::Fill | FieldRule::Append => !filled,
        FieldRule::Never => false,
    }
}

fn lay_texts(rules: &MergeRules, out: &mut ContactFields, row: &ContactFields) {
    let derived = Derived::of(row);
    let mut rules = rules.clone();
    macro_rules! leave_derived {
        ($($field:ident)*) => {
            $(if !rules.$field.own && row.$field == derived.$field {
                rules.$field.how = FieldRule::Never;
            })*
        };
    }
    leave_derived!(seniority department company_domain);
    leave_names(&mut rules, out, row, &derived);
    if rules.notes.how == FieldRule::Append {
        append_notes(&mut out.notes, row.notes.as_deref());
        rules.notes.how = FieldRule::Never;
    }
    macro_rules! lay {
        ($($field:ident)*) => {
            $(if row.$field.is_some() && takes(rules.$field, out.$field.is_some()) {
                out.$field.clone_from(&row.$field);
            })*
        };
    }
    for_each_text_field!(lay);
}

/// A full name and its parts follow from each other; the file's columns tell which did.
fn leave_names(
    rules: &mut MergeRules,
    current: &ContactFields,
    row: &ContactFields,
    derived: &Derived,
) {
    let of_full = rules.full_name.given;
    let of_parts = rules.first_name.given || rules.last_name.given;
    if !of_full && of_parts && !rules.full_name.own && row.full_name == derived.full_name {
        rules.full_name.how = FieldRule::Never;
    }
    let known = current.full_name.as_deref().map(tidied);
    let is_old =
        known == row.full_name && current.first_name.is_none() && current.last_name.is_none();
    if (of_full && !of_parts) || is_old {
        for (rule, same) in [
            (&mut rules.first_name, row.first_name == derived.first_name),
            (&mut rules.last_name, row.last_name == derived.last_name),
        ] {
            if same && !rule.own {
                rule.how = FieldRule::Never;
            }
        }
    }
    // A name that was only tidied is no other name.
    for (rule, known, new, tidy) in [
        (&mut rules.full_name, &current.full_name, &row.full_name, tidied as fn(&str) -> String),
        (&mut rules.first_name, &current.first_name, &row.first_name, |name| cased(name, false)),
        (&mut rules.last_name, &current.last_name, &row.last_name, |name| cased(name, true)),
    ] {
        if known.as_deref().map(tidy).as_ref() == new.as_ref() {
            rule.how = FieldRule::Never;
        }
    }
}

/// Adds the lines of a row, once.
fn append_notes(notes: &mut Option<String>, more: Option<&str>) {
    let Some(more) = more else { return };
    match notes {
        None => *notes = Some(more.to_owned()),
        Some(there) => {
            let framed = format!("\n{there}\n");
            let room = NOTES_MAX.saturating_sub(there.chars().count() + 1);
            if !framed.contains(&format!("\n{more}\n")) && room > 0 {
                let more: String = more.chars().take(room).collect();
                there.push('\n');
                there.push_str(more.trim_end());
            }
        }
    }
}

fn lay_lists(rules: &MergeRules, out: &mut ContactFields, row: &ContactFields) {
    list(rules.emails, &mut out.emails, &row.emails, |a, b| a.value == b.value);
    list(rules.phones, &mut out.phones, &row.phones, |a, b| a.value.is_same(&b.value));
    list(rules.tags, &mut out.tags, &row.tags, |a, b| a == b);
}

fn list<T: Clone>(rule: Rule, out: &mut Vec<T>, row: &[T], same: impl Fn(&T, &T) -> bool) {
    // The same entries in another form would be a change without a meaning.
    let is_new = row.len() != out.len() || row.iter().zip(out.iter()).any(|(a, b)| !same(a, b));
    if row.is_empty() || !is_new || (rule.how == FieldRule::Fill && !out.is_empty()) {
        return;
    }
    match rule.how {
        FieldRule::Never => {}
        FieldRule::Overwrite => *out = row.to_vec(),
        FieldRule::Fill | FieldRule::Append => {
            for new in row {
                if out.len() < LIST_MAX && !out.iter().any(|known| same(known, new)) {
                    out.push(new.clone());
                }
            }
        }
    }
}

/// What follows from other fields goes along with them where they changed.
fn follow(rules: &MergeRules, current: &ContactFields, out: &mut ContactFields) {
    let (before, after) = (Derived::of(current), Derived::of(out));
    macro_rules! go_along {
        ($($field:ident)*) => {
            $({
                let is_free = current.$field.is_none() || current.$field == before.$field;
                let has_changed = after.$field.is_some() && after.$field != before.$field;
                let is_kept = rules.$field.own && rules.$field.how == FieldRule::Never;
                if is_free && has_changed && !is_kept && out.$field == current.$field {
                    out.$field = after.$field;
                }
            })*
        };
    }
    go_along!(full_name first_name last_name seniority department company_domain);
}

#[cfg(test)]
mod tests;
