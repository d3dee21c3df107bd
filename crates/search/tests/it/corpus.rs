//! Contacts and queries for the tests.

use domain::contact::{ContactInput, EmailInput, Origin, PhoneInput};
use domain::id::TypedId;
use domain::search::{Filter, FilterField, SearchQuery};
use domain::{ContactId, EpochId, OrganizationId, Partition, Timestamp};
use search::{Change, Document, Found, Index, Mark, Writer};
use uuid::Uuid;

#[expect(clippy::disallowed_methods, reason = "tests have no session to take a partition from")]
pub(crate) fn partition(owner: u128) -> Partition {
    Partition::of(OrganizationId::from_uuid(Uuid::from_u128(owner)))
}

pub(crate) fn id(number: u128) -> ContactId {
    ContactId::from_uuid(Uuid::from_u128(number))
}

/// The mark of a commit at a position.
pub(crate) fn at(position: i64) -> Mark {
    Mark { epoch: EpochId::from_uuid(Uuid::from_u128(9)), position, print: 3 }
}

/// A contact out of `field=value` pairs separated by `;`.
pub(crate) fn contact(number: u128, pairs: &str) -> Document {
    let mut input = ContactInput::default();
    let (mut moment, mut verified) = (None, None);
    for pair in pairs.split(';').filter(|pair| !pair.trim().is_empty()) {
        let (field, value) = pair.trim().split_once('=').unwrap();
        let text = Some(value.to_owned());
        match field {
            "name" => input.full_name = text,
            "first" => input.first_name = text,
            "last" => input.last_name = text,
            "title" => input.title = text,
            "company" => input.company = text,
            "city" => input.city = text,
            "region" => input.region = text,
            "country" => input.country = text,
            "industry" => input.industry = text,
            "size" => input.company_size = text,
            "moment" => moment = Some(value.parse().unwrap()),
            "verified" => verified = Some(value.parse().unwrap()),
            "tag" => input.tags.push(value.to_owned()),
            "email" => {
                input.emails.push(EmailInput { value: value.to_owned(), ..EmailInput::default() });
            }
            "phone" => {
                input.phones.push(PhoneInput { value: value.to_owned(), ..PhoneInput::default() });
            }
            _ => panic!("unknown field {field}"),
        }
    }
    let fields = input.parse().unwrap();
    let completeness = fields.completeness();
    let moment = moment.unwrap_or(Timestamp::from_micros(1_700_000_000_000_000));
    Document {
        contact: id(number),
        fields,
        completeness,
        source: Origin::Import,
        created_at: moment,
        updated_at: moment,
        lists: Vec::new(),
        verified_at: verified,
    }
}

pub(crate) fn upsert(partition: Partition, document: Document) -> Change {
    Change::Upsert(partition, Box::new(document))
}

/// An index in memory with these contacts of owner 1, numbered from 1.
pub(crate) fn indexed(contacts: &[&str]) -> (Index, Writer) {
    let (index, mut writer) = Index::in_memory().unwrap();
    let changes: Vec<Change> =
        (1..).zip(contacts).map(|(n, pairs)| upsert(partition(1), contact(n, pairs))).collect();
    writer.apply(&changes).unwrap();
    writer.commit(at(1)).unwrap();
    (index, writer)
}

pub(crate) fn text(text: &str) -> SearchQuery {
    SearchQuery { text: text.to_owned(), ..SearchQuery::default() }
}

pub(crate) fn filtered(filters: &[(FilterField, &str)]) -> SearchQuery {
    let mut query = SearchQuery::default();
    for (field, value) in filters {
        if !query.filters.iter().any(|filter| filter.field == *field) {
            query.filters.push(Filter { field: *field, include: vec![], exclude: vec![] });
        }
        let filter = query.filters.iter_mut().find(|filter| filter.field == *field).unwrap();
        match value.strip_prefix('-') {
            Some(value) => filter.exclude.push(value.to_owned()),
            None => filter.include.push((*value).to_owned()),
        }
    }
    query
}

/// The numbers of the hits.
pub(crate) fn numbers(found: &Found) -> Vec<u128> {
    found.hits.iter().map(|hit| hit.contact.uuid().as_u128()).collect()
}
