//! What an import does to a contact that is there already.

mod rule;

use super::derive::Derived;
use super::fields::ContactFields;
use super::input::for_each_text_field;
use super::parse::{LIST_MAX, NOTES_MAX};
use rule::Rule;
pub use rule::{FieldRule, MergeRules, OnDuplicate};

/// The contact after a row was laid over it. Nothing is ever emptied, and lists keep to their
/// limit.
///
/// A value that was derived (see [`Derived`]) only fills, so that it never replaces what a
/// person set. Where the contact's own value is what its other fields tell, it follows them: a
/// new title brings its seniority along.
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
    let is_derived = |rule: Rule, same: bool| !rule.given && same;
    let mut rules = rules.clone();
    macro_rules! only_fill {
        ($($field:ident)*) => {
            $(if is_derived(rules.$field, row.$field == derived.$field)
                && rules.$field.how == FieldRule::Overwrite
            {
                rules.$field.how = FieldRule::Fill;
            })*
        };
    }
    only_fill!(full_name first_name last_name seniority department company_domain);
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
    match rule.how {
        FieldRule::Never => {}
        FieldRule::Fill if !out.is_empty() => {}
        // The same entries in another form or order would be a change without a meaning.
        FieldRule::Overwrite
            if out.len() == row.len()
                && row.iter().zip(out.iter()).all(|(new, known)| same(new, known)) => {}
        FieldRule::Overwrite if !row.is_empty() => *out = row.to_vec(),
        FieldRule::Overwrite => {}
        FieldRule::Fill | FieldRule::Append => {
            for new in row {
                if out.len() < LIST_MAX && !out.iter().any(|known| same(known, new)) {
                    out.push(new.clone());
                }
            }
        }
    }
}

/// Derived values go along with what they were derived from.
fn follow(rules: &MergeRules, current: &ContactFields, out: &mut ContactFields) {
    let (before, after) = (Derived::of(current), Derived::of(out));
    macro_rules! go_along {
        ($($field:ident)*) => {
            $(if current.$field == before.$field
                && out.$field == current.$field
                && after.$field.is_some()
                && !(rules.$field.given && rules.$field.how == FieldRule::Never)
            {
                out.$field = after.$field;
            })*
        };
    }
    go_along!(full_name first_name last_name seniority department company_domain);
}

#[cfg(test)]
mod tests;
