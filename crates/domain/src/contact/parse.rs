//! The one way from text to a contact: forms, the API and imports all come through here.

use super::derive::{complete, complete_parts};
use super::fields::{ContactEmail, ContactFields, ContactPhone};
use super::input::{ContactInput, EmailInput, PhoneInput, for_each_text_field};
use super::name::{cased, tidied};
use super::{Department, Seniority};
use crate::problem::FieldError;
use crate::value::{Country, DomainName, Email, LinkedIn, Phone, Website, block, line};

/// Characters in a single field, at most; a longer one is a mistaken column, not a value.
const FIELD_MAX: usize = 1_000;
/// Characters in the notes, at most.
pub(super) const NOTES_MAX: usize = 32_000;
/// Entries in a list of e-mails, phones, tags or custom fields, at most.
pub(super) const LIST_MAX: usize = 50;

/// What is known of the rows of a file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// Where phone numbers without a country code belong if the row names no country: that of
    /// the import, or else the organization's.
    pub country: Option<Country>,
}

impl ContactInput {
    /// Parses every field as a form gives it, and fills what follows from others: the full name
    /// from its parts, seniority and department from the title, the domain from website or e-mail.
    ///
    /// # Errors
    /// All wrong fields at once, with the index for entries of a list.
    pub fn parse(self) -> Result<ContactFields, Vec<FieldError>> {
        self.read(None)
    }

    /// As [`Self::parse`], for a row of a file: names in capitals or small letters are written
    /// as people do, a full name is taken apart, and phone numbers without a country code are
    /// placed in what is known of the file.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_with(self, context: &Context) -> Result<ContactFields, Vec<FieldError>> {
        let mut fields = self.read(Some(context))?;
        complete_parts(&mut fields);
        // What was taken apart, too.
        tidy_names(&mut fields);
        Ok(fields)
    }

    fn read(self, context: Option<&Context>) -> Result<ContactFields, Vec<FieldError>> {
        let mut reader = Reader { context, country: None, errors: Vec::new() };
        let mut fields = reader.fields(self);
        if context.is_some() {
            tidy_names(&mut fields);
        }
        complete(&mut fields);
        if fields.display_name().is_empty() && reader.errors.is_empty() {
            let message = "Give at least a name, a company, an e-mail or a phone number.";
            reader.errors.push(FieldError::new("full_name", "required", message));
        }
        if reader.errors.is_empty() { Ok(fields) } else { Err(reader.errors) }
    }
}

fn tidy_names(fields: &mut ContactFields) {
    let change = |field: &mut Option<String>, tidy: &dyn Fn(&str) -> String| {
        *field = field.take().map(|text| line(&tidy(&text))).filter(|text| !text.is_empty());
    };
    // A comma at the end of a part would turn the whole name around.
    let bare = |name: &str| name.trim_matches([',', ' ']).to_owned();
    change(&mut fields.full_name, &tidied);
    change(&mut fields.first_name, &|name| cased(&bare(name), false));
    change(&mut fields.last_name, &|name| cased(&bare(name), true));
}

struct Reader<'a> {
    /// None for a form.
    context: Option<&'a Context>,
    /// The row's own.
    country: Option<Country>,
    errors: Vec<FieldError>,
}

impl Reader<'_> {
    fn fields(&mut self, input: ContactInput) -> ContactFields {
        // Phones need it before its turn.
        self.country = input.country.as_deref().and_then(|text| Country::parse(text).ok());
        ContactFields {
            full_name: self.text("full_name", input.full_name),
            first_name: self.text("first_name", input.first_name),
            last_name: self.text("last_name", input.last_name),
            title: self.text("title", input.title),
            seniority: self.parsed("seniority", input.seniority, Seniority::parse),
            department: self.parsed("department", input.department, Department::parse),
            company: self.text("company", input.company),
            company_domain: self.parsed("company_domain", input.company_domain, DomainName::parse),
            industry: self.text("industry", input.industry),
            company_size: self.text("company_size", input.company_size),
            emails: self.emails(input.emails),
            phones: self.phones(input.phones),
            street: self.text("street", input.street),
            city: self.text("city", input.city),
            region: self.text("region", input.region),
            postal_code: self.text("postal_code", input.postal_code),
            country: self.parsed("country", input.country, Country::parse),
            website: self.parsed("website", input.website, Website::parse),
            linkedin_url: self.parsed("linkedin_url", input.linkedin_url, LinkedIn::parse),
            tags: self.tags(input.tags),
            notes: self.notes(input.notes),
            external_id: self.text("external_id", input.external_id),
            custom: self.custom(input.custom),
        }
    }

    fn text(&mut self, field: &str, text: Option<String>) -> Option<String> {
        let text = line(&text?);
        if text.chars().count() > FIELD_MAX {
            self.refuse(field, "too_long", format!("Use at most {FIELD_MAX} characters."));
        }
        (!text.is_empty()).then_some(text)
    }

    fn notes(&mut self, text: Option<String>) -> Option<String> {
        let text = block(&text?);
        if text.chars().count() > NOTES_MAX {
            self.refuse("notes", "too_long", format!("Use at most {NOTES_MAX} characters."));
        }
        (!text.is_empty()).then_some(text)
    }

    fn parsed<T>(
        &mut self,
        field: &str,
        text: Option<String>,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(field, text)?;
        parse(&text).map_err(|message| self.refuse(field, "invalid", message)).ok()
    }

    fn emails(&mut self, inputs: Vec<EmailInput>) -> Vec<ContactEmail> {
        let mut out: Vec<ContactEmail> = Vec::new();
        for (index, input) in self.bounded("emails", inputs).into_iter().enumerate() {
            let field = format!("emails[{index}].value");
            if let Some(value) = self.parsed(&field, Some(input.value), Email::parse)
                && !out.iter().any(|known| known.value == value)
            {
                out.push(ContactEmail { value, kind: input.kind });
            }
        }
        out
    }

    fn phones(&mut self, inputs: Vec<PhoneInput>) -> Vec<ContactPhone> {
        let mut out: Vec<ContactPhone> = Vec::new();
        let country = self.country.clone().or_else(|| self.context?.country.clone());
        let parse = |text: &str| Phone::parse_in(text, country.as_ref());
        for (index, input) in self.bounded("phones", inputs).into_iter().enumerate() {
            let field = format!("phones[{index}].value");
            let Some(value) = self.parsed(&field, Some(input.value), parse) else { continue };
            match out.iter_mut().find(|known| known.value.is_same(&value)) {
                // Of two spellings the one that says where it belongs is worth more.
                Some(known) if value.is_international() => known.value = value,
                Some(_) => {}
                None => out.push(ContactPhone { value, kind: input.kind }),
            }
        }
        out
    }

    fn tags(&mut self, inputs: Vec<String>) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for (index, tag) in self.bounded("tags", inputs).into_iter().enumerate() {
            if let Some(tag) = self.text(&format!("tags[{index}]"), Some(tag))
                && !out.contains(&tag)
            {
                out.push(tag);
            }
        }
        out
    }

    fn custom(
        &mut self,
        input: std::collections::BTreeMap<String, String>,
    ) -> std::collections::BTreeMap<String, String> {
        if input.len() > LIST_MAX {
            self.refuse("custom", "too_long", format!("Use at most {LIST_MAX} custom fields."));
        }
        let mut out = std::collections::BTreeMap::new();
        for (name, value) in input {
            let name = line(&name);
            if name.is_empty() || name.chars().count() > 100 {
                self.refuse("custom", "invalid", "A custom field's name has 1 to 100 characters.");
            } else if let Some(value) = self.text(&format!("custom.{name}"), Some(value)) {
                out.insert(name, value);
            }
        }
        out
    }

    fn bounded<T>(&mut self, field: &str, mut list: Vec<T>) -> Vec<T> {
        if list.len() > LIST_MAX {
            self.refuse(field, "too_long", format!("Use at most {LIST_MAX} entries."));
            list.truncate(LIST_MAX);
        }
        list
    }

    fn refuse(&mut self, field: &str, code: &str, message: impl Into<String>) {
        self.errors.push(FieldError::new(field, code, message));
    }
}

/// The way back: a stored contact as the input that parses to it, so that a PATCH is parsed
/// whole by the same rules.
impl From<ContactFields> for ContactInput {
    fn from(fields: ContactFields) -> Self {
        let email =
            |email: ContactEmail| EmailInput { value: email.value.into(), kind: email.kind };
        let phone =
            |phone: ContactPhone| PhoneInput { value: phone.value.into(), kind: phone.kind };
        let mut input = Self {
            emails: fields.emails.into_iter().map(email).collect(),
            phones: fields.phones.into_iter().map(phone).collect(),
            tags: fields.tags,
            custom: fields.custom,
            ..Self::default()
        };
        macro_rules! copy {
            ($($field:ident)*) => { $(input.$field = fields.$field.map(String::from);)* };
        }
        for_each_text_field!(copy);
        input
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn email(value: &str) -> EmailInput {
        EmailInput { value: value.to_owned(), ..EmailInput::default() }
    }

    #[test]
    fn what_follows_from_other_fields_is_filled() {
        let fields = ContactInput {
            first_name: Some("Ada".into()),
            last_name: Some(" Lovelace ".into()),
            title: Some("VP Sales".into()),
            emails: vec![email("ada@engine.example"), email("ADA@engine.example")],
            ..ContactInput::default()
        }
        .parse()
        .unwrap();
        assert_eq!(fields.full_name.as_deref(), Some("Ada Lovelace"));
        assert_eq!(fields.seniority, Some(Seniority::Vp));
        assert_eq!(fields.department, Some(Department::Sales));
        assert_eq!(fields.company_domain.as_ref().map(DomainName::as_str), Some("engine.example"));
        assert_eq!(fields.emails.len(), 1);
    }

    #[test]
    fn a_row_of_a_file_is_tidied() {
        let input = ContactInput {
            full_name: Some("VAN DER BERG, JAN".into()),
            country: Some("DE".into()),
            phones: vec![PhoneInput { value: "030 901820".into(), ..PhoneInput::default() }],
            ..ContactInput::default()
        };
        let fields = input.clone().parse_with(&Context::default()).unwrap();
        assert_eq!(fields.full_name.as_deref(), Some("Jan van der Berg"));
        assert_eq!(fields.first_name.as_deref(), Some("Jan"));
        assert_eq!(fields.last_name.as_deref(), Some("van der Berg"));
        let form = input.parse().unwrap();
        assert_eq!(form.full_name.as_deref(), Some("VAN DER BERG, JAN"));
        assert_eq!(form.first_name, None);
    }

    #[test]
    #[cfg(feature = "reference")]
    fn the_rows_country_places_a_number_before_the_files() {
        let phone = |country: Option<&str>| {
            let input = ContactInput {
                country: country.map(str::to_owned),
                phones: vec![PhoneInput { value: "030 901820".into(), ..PhoneInput::default() }],
                ..ContactInput::default()
            };
            let of_file = Context { country: Country::parse("US").ok() };
            let fields = input.parse_with(&of_file).unwrap();
            fields.phones[0].value.to_string()
        };
        assert_eq!(phone(Some("Germany")), "+4930901820");
        assert_eq!(phone(None), "030 901820");
    }

    /// Words of a name, in any script; signs without letters are no names.
    const NAME: &str = "(\\p{L}{1,5}( |-|')){0,3}\\p{L}{1,5}";

    proptest! {
        #[test]
        fn what_was_parsed_parses_to_itself(
            names in proptest::collection::vec(proptest::option::of(NAME), 3),
            texts in proptest::collection::vec(proptest::option::of("\\PC{0,24}"), 5),
            email in "([a-z]{1,5}@[a-zü]{1,5}[.](de|com))?",
            phone in "([+0]?[0-9 ()/-]{5,14})?",
            title in "(Head of|Leiter|VP|) ?(Sales|Einkauf|IT|)",
            country in "(DE|US|Frankreich|日本|)",
            file in any::<bool>(),
        ) {
            let [full_name, first_name, last_name] =
                <[Option<String>; 3]>::try_from(names).unwrap();
            let [company, city, street, notes, tag] =
                <[Option<String>; 5]>::try_from(texts).unwrap();
            let input = ContactInput {
                full_name, first_name, last_name, company, city, street, notes,
                title: Some(title),
                country: Some(country),
                emails: vec![EmailInput { value: email, ..EmailInput::default() }],
                phones: vec![PhoneInput { value: phone, ..PhoneInput::default() }],
                tags: tag.into_iter().collect(),
                ..ContactInput::default()
            };
            let context = Context { country: Country::parse("FR").ok() };
            let parse = |input: ContactInput| {
                if file { input.parse_with(&context) } else { input.parse() }
            };
            if let Ok(fields) = parse(input) {
                prop_assert_eq!(parse(ContactInput::from(fields.clone())), Ok(fields));
            }
        }
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let errors = ContactInput {
            country: Some("Atlantis".into()),
            emails: vec![email("ada@engine.example"), email("ada")],
            ..ContactInput::default()
        }
        .parse()
        .unwrap_err();
        let mut fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["country", "emails[1].value"]);
    }

    #[test]
    fn a_record_without_anything_is_refused() {
        let errors = ContactInput { city: Some("Paris".into()), ..ContactInput::default() }.parse();
        assert_eq!(errors.unwrap_err()[0].code, "required");
    }

    #[test]
    fn a_parsed_contact_parses_to_itself_again() {
        let fields = ContactInput {
            full_name: Some("Ada Lovelace".into()),
            title: Some("Chief Engineer".into()),
            country: Some("United Kingdom".into()),
            website: Some("engine.example".into()),
            emails: vec![email("ada@engine.example")],
            ..ContactInput::default()
        }
        .parse()
        .unwrap();
        assert_eq!(ContactInput::from(fields.clone()).parse(), Ok(fields));
    }
}
