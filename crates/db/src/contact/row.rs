use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use domain::contact::{
    Contact, ContactEmail, ContactFields, ContactPhone, Department, Origin, Seniority,
};
use domain::id::TypedId;
use domain::value::{Country, DomainName, LinkedIn, Website};
use domain::{ContactId, ImportId, OrganizationId, Timestamp, UserId};
use std::collections::BTreeMap;

use crate::conn::Conn;
use crate::schema::contacts;
use crate::types::{DbJson, DbTime, DbUuid, Json, Key, Moment};
use crate::{Error, Result, dialect, system};

/// A contact as the table holds it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = contacts, treat_none_as_default_value = false, treat_none_as_null = true)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub(super) struct Row {
    pub(super) id: Key<ContactId>,
    pub(super) organization_id: Key<OrganizationId>,
    full_name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    title: Option<String>,
    seniority: Option<String>,
    department: Option<String>,
    company: Option<String>,
    company_domain: Option<String>,
    industry: Option<String>,
    company_size: Option<String>,
    street: Option<String>,
    city: Option<String>,
    region: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
    website: Option<String>,
    linkedin_url: Option<String>,
    notes: Option<String>,
    external_id: Option<String>,
    emails: Json<Vec<ContactEmail>>,
    phones: Json<Vec<ContactPhone>>,
    tags: Json<Vec<String>>,
    custom: Json<BTreeMap<String, String>>,
    pub(super) source: String,
    pub(super) version: i64,
    pub(super) created_at: Moment,
    updated_at: Moment,
    verified_at: Option<Moment>,
    /// The user; where the source is an import, the bits of its id.
    pub(super) made_by: Option<Key<UserId>>,
}

/// Who or what makes contacts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Maker {
    Nobody,
    User(UserId),
    Import(ImportId),
}

impl Maker {
    fn id(self) -> Option<UserId> {
        match self {
            Self::Nobody => None,
            Self::User(id) => Some(id),
            Self::Import(id) => Some(UserId::from_uuid(id.uuid())),
        }
    }
}

impl Row {
    /// A row of version 1.
    pub(super) fn new(
        id: ContactId,
        owner: OrganizationId,
        fields: ContactFields,
        source: Origin,
        maker: Maker,
        now: Timestamp,
    ) -> Self {
        Self {
            id: Key(id),
            organization_id: Key(owner),
            full_name: fields.full_name,
            first_name: fields.first_name,
            last_name: fields.last_name,
            title: fields.title,
            seniority: fields.seniority.map(String::from),
            department: fields.department.map(String::from),
            company: fields.company,
            company_domain: fields.company_domain.map(String::from),
            industry: fields.industry,
            company_size: fields.company_size,
            street: fields.street,
            city: fields.city,
            region: fields.region,
            postal_code: fields.postal_code,
            country: fields.country.map(String::from),
            website: fields.website.map(String::from),
            linkedin_url: fields.linkedin_url.map(String::from),
            notes: fields.notes,
            external_id: fields.external_id,
            emails: Json(fields.emails),
            phones: Json(fields.phones),
            tags: Json(fields.tags),
            custom: Json(fields.custom),
            source: source.as_str().to_owned(),
            version: 1,
            created_at: Moment(now),
            updated_at: Moment(now),
            verified_at: None,
            made_by: maker.id().map(Key),
        }
    }

    /// Writes many.
    pub(super) fn insert(conn: &mut Conn, rows: &[Self]) -> Result<()> {
        dialect::insert_columns!(conn, contacts, rows, Row {
            id: DbUuid,
            organization_id: DbUuid,
            full_name: Nullable<Text>,
            first_name: Nullable<Text>,
            last_name: Nullable<Text>,
            title: Nullable<Text>,
            seniority: Nullable<Text>,
            department: Nullable<Text>,
            company: Nullable<Text>,
            company_domain: Nullable<Text>,
            industry: Nullable<Text>,
            company_size: Nullable<Text>,
            street: Nullable<Text>,
            city: Nullable<Text>,
            region: Nullable<Text>,
            postal_code: Nullable<Text>,
            country: Nullable<Text>,
            website: Nullable<Text>,
            linkedin_url: Nullable<Text>,
            notes: Nullable<Text>,
            external_id: Nullable<Text>,
            emails: DbJson,
            phones: DbJson,
            tags: DbJson,
            custom: DbJson,
            source: Text,
            version: BigInt,
            created_at: DbTime,
            updated_at: DbTime,
            verified_at: Nullable<DbTime>,
            made_by: Nullable<DbUuid>,
        })
    }

    /// The row that replaces this one when its fields change.
    pub(super) fn changed(self, fields: ContactFields, now: Timestamp) -> Result<Self> {
        let source = Origin::from_word(&self.source).ok_or(Error::Corrupt("contacts.source"))?;
        Ok(Self {
            version: self.version + 1,
            created_at: self.created_at,
            verified_at: self.verified_at,
            made_by: self.made_by,
            ..Self::new(self.id.0, self.organization_id.0, fields, source, Maker::Nobody, now)
        })
    }

    /// The contact of this row, whole.
    pub(super) fn contact(self) -> Result<Contact> {
        let layer = system::layer_of(self.organization_id.0);
        let source = Origin::from_word(&self.source).ok_or(Error::Corrupt("contacts.source"))?;
        let (id, version) = (self.id.0, self.version);
        let (created_at, updated_at, verified_at) =
            (self.created_at.0, self.updated_at.0, self.verified_at.map(|moment| moment.0));
        let fields = self.fields()?;
        let completeness = fields.completeness();
        Ok(Contact {
            id,
            layer,
            fields,
            hidden: None,
            completeness,
            source,
            version,
            created_at,
            updated_at,
            verified_at,
        })
    }

    /// Its fields.
    pub(super) fn fields(self) -> Result<ContactFields> {
        let word = |known: bool, column| if known { Ok(()) } else { Err(Error::Corrupt(column)) };
        let seniority = self.seniority.as_deref().and_then(Seniority::from_word);
        word(seniority.is_some() == self.seniority.is_some(), "contacts.seniority")?;
        let department = self.department.as_deref().and_then(Department::from_word);
        word(department.is_some() == self.department.is_some(), "contacts.department")?;
        Ok(ContactFields {
            full_name: self.full_name,
            first_name: self.first_name,
            last_name: self.last_name,
            title: self.title,
            seniority,
            department,
            company: self.company,
            company_domain: self.company_domain.map(DomainName::from_stored),
            industry: self.industry,
            company_size: self.company_size,
            emails: self.emails.0,
            phones: self.phones.0,
            street: self.street,
            city: self.city,
            region: self.region,
            postal_code: self.postal_code,
            country: self.country.map(Country::from_stored),
            website: self.website.map(Website::from_stored),
            linkedin_url: self.linkedin_url.map(LinkedIn::from_stored),
            tags: self.tags.0,
            notes: self.notes,
            external_id: self.external_id,
            custom: self.custom.0,
        })
    }
}
