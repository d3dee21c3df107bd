//! Which column is taken for which field, once each column is judged.

use std::collections::HashSet;

use domain::import::ImportField as F;

use super::headers::Rank;
use super::propose::{Candidate, DOUBTFUL, EMPTY};
use super::values::{is_organisation, is_web_address, is_wordy, share};

/// The best column for every field, in the order of the columns.
pub(super) fn choose(columns: &mut [Candidate]) -> Vec<Option<F>> {
    resolve_names(columns);
    let mut fields = vec![None; columns.len()];
    choose_single(columns, &mut fields);
    if fields.contains(&Some(F::City)) {
        fields.iter_mut().for_each(|field| *field = field.take().filter(|f| *f != F::Location));
    }
    choose_emails(columns, &mut fields);
    choose_phones(columns, &mut fields);
    choose_streets(columns, &mut fields);
    choose_all(columns, &mut fields);
    name_the_nameless(columns, &mut fields);
    fields
}

/// Decides what a column that is only called `Name` holds.
fn resolve_names(columns: &mut [Candidate]) {
    let any = |field: F, worst: Rank| {
        columns.iter().any(|column| column.means(&field).is_some_and(|rank| rank <= worst))
    };
    let first = any(F::FirstName, EMPTY);
    let last = any(F::LastName, EMPTY);
    let company = any(F::Company, 1);
    let person = first || last || any(F::FullName, 0);
    let of_bodies = columns.iter().any(|column| speaks_of_bodies(&column.key.text));
    let Some(column) = columns.iter_mut().find(|column| column.is_name) else { return };
    let field = match (first, last) {
        (true, false) => F::LastName,
        (false, true) => F::FirstName,
        _ if company => F::FullName,
        _ if share(column.values, is_organisation) >= Some(30) => F::Company,
        _ if !person && of_bodies => F::Company,
        _ => F::FullName,
    };
    let empty = if column.values.is_empty() { EMPTY } else { 0 };
    column.guess = Some((field, 1 + empty));
}

/// Columns that only tables of organisations have.
fn speaks_of_bodies(key: &str) -> bool {
    matches!(
        key,
        "classification"
            | "foundingdate"
            | "dissolutiondate"
            | "jurisdictioncode"
            | "jurisdiction"
            | "legalform"
            | "rechtsform"
            | "vatid"
            | "vatnumber"
            | "ustid"
            | "siren"
            | "siret"
            | "registrationnumber"
            | "companynumber"
            | "companyregistrationnumber"
    )
}

const LISTS: &[F] = &[F::Email, F::Email2, F::Phone, F::Mobile, F::Street, F::Tags, F::Notes];

/// The best column for every field of one value.
fn choose_single(columns: &[Candidate], fields: &mut [Option<F>]) {
    for field in F::CANONICAL.iter().filter(|field| !LISTS.contains(field)) {
        let ranked = columns.iter().enumerate().filter_map(|(at, column)| {
            let further = if column.key.number > 1 { DOUBTFUL } else { 0 };
            column.means(field).map(|rank| (rank + further, at))
        });
        if let Some((_, at)) = ranked.min() {
            fields[at] = Some(field.clone());
        }
    }
}

/// The first e-mail column is the main one, all others are `email_2`.
fn choose_emails(columns: &[Candidate], fields: &mut [Option<F>]) {
    let mut ranked: Vec<(Rank, u32, usize)> = columns
        .iter()
        .enumerate()
        .filter_map(|(at, column)| Some((column.means(&F::Email)?, column.key.number, at)))
        .collect();
    ranked.sort_unstable();
    for (place, (.., at)) in ranked.into_iter().enumerate() {
        fields[at] = Some(if place == 0 { F::Email } else { F::Email2 });
    }
}

/// All phones of the contact; a company's or untyped one only where there is no other.
fn choose_phones(columns: &[Candidate], fields: &mut [Option<F>]) {
    for (at, column) in columns.iter().enumerate() {
        if column.means(&F::Mobile).is_some() {
            fields[at] = Some(F::Mobile);
        }
    }
    let ranked =
        |at: usize| columns[at].means(&F::Phone).map(|rank| (rank, columns[at].key.number, at));
    let own = |&(rank, ..): &(Rank, u32, usize)| rank % EMPTY <= 1;
    let all: Vec<_> = (0..columns.len()).filter_map(ranked).collect();
    for (_, _, at) in all.iter().filter(|found| own(found)) {
        fields[*at] = Some(F::Phone);
    }
    if let Some(best) = all.iter().min()
        && !own(best)
    {
        fields[best.2] = Some(F::Phone);
    }
}

/// The lines of one address: the best column, those of the same name, and parts such as the
/// building.
fn choose_streets(columns: &[Candidate], fields: &mut [Option<F>]) {
    let lines = || {
        columns.iter().enumerate().filter_map(|(at, column)| {
            let rank = column.means(&F::Street)?;
            let of_another = column.key.of_group && column.key.number > 1;
            (!of_another).then_some((rank, at, &column.key.text))
        })
    };
    let is_part = |rank: Rank| rank % EMPTY == 1;
    let Some((_, _, best)) = lines().filter(|&(rank, ..)| !is_part(rank)).min() else { return };
    for (rank, at, text) in lines() {
        if is_part(rank) || text == best {
            fields[at] = Some(F::Street);
        }
    }
}

/// Tags and notes are taken from wherever they stand.
fn choose_all(columns: &[Candidate], fields: &mut [Option<F>]) {
    for (at, column) in columns.iter().enumerate() {
        for field in [F::Tags, F::Notes] {
            if column.means(&field).is_some() {
                fields[at] = Some(field);
            }
        }
    }
}

/// A table of places or bodies may name its records in a column that no word gives away.
fn name_the_nameless(columns: &[Candidate], fields: &mut [Option<F>]) {
    let naming = |field: &F| {
        matches!(
            field,
            F::FullName | F::FirstName | F::LastName | F::Company | F::Email | F::Phone | F::Mobile
        )
    };
    if fields.iter().flatten().any(naming) {
        return;
    }
    let fits = |at: &usize| {
        let values = columns[*at].values;
        let distinct: HashSet<&str> = values.iter().map(|value| value.trim()).collect();
        let free = match fields[*at] {
            None => !columns[*at].is_known,
            Some(F::City | F::Region) => true,
            Some(_) => false,
        };
        let short = share(values, |value| value.chars().count() <= 100);
        free && values.len() > 1
            && distinct.len() * 10 >= values.len() * 9
            && short == Some(100)
            && share(values, is_wordy) >= Some(50)
            && share(values, is_web_address) == Some(0)
    };
    if let Some(at) = (0..columns.len()).find(fits) {
        fields[at] = Some(F::Company);
    }
}
