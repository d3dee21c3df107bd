//! The names that exporters and people give to columns, and what they mean.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::import::ImportField as F;
use domain::value::words;

/// How well a name fits a field; the lowest rank wins.
pub(super) type Rank = u8;
/// The field as such.
const MAIN: Rank = 0;
/// A further part or value of it.
const FURTHER: Rank = 1;
/// Of use only where nothing better is there, such as a private address.
pub(super) const FALLBACK: Rank = 2;

/// What a column's name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Field(F, Rank),
    /// `Name` alone: of a person, a part of it, or of an organisation; the other columns and
    /// the values tell.
    Name,
    /// Known, and not a field.
    Nothing,
}

// Of Google, Outlook, Apple, LinkedIn, HubSpot, Salesforce, Apollo, ZoomInfo, HighLevel,
// Pipedrive, Mailchimp, Brevo, Thunderbird and Zoho.
/// Headers of known exporters and the words of nine languages, written as people write them;
/// compared by [`Key`], so case, accents, punctuation and numbers do not matter.
#[rustfmt::skip]
const FIELDS: &[(F, Rank, &[&str])] = &[
    (F::FullName, MAIN, &[
        "Full Name", "Display Name", "Contact Name", "Person Name", "Person - Name", "FN",
        "Vollständiger Name", "Anzeigename", "Nom complet", "Nombre completo", "Nome completo",
        "Volledige naam", "Fullständigt namn", "Visningsnamn", "氏名", "名前", "お名前", "担当者名",
    ]),
    (F::FullName, FALLBACK, &[
        "Person", "Contact", "Contact Person", "Deal - Contact person", "Attendee", "Member Name",
        "Customer Name", "Client Name", "Lead Name", "Ansprechpartner", "Kontakt", "Kontaktperson",
        "Contactpersoon", "Persona de contacto", "Interlocuteur", "Contatto", "担当者",
    ]),
    (F::FirstName, MAIN, &[
        "First Name", "Given Name", "Forename", "FName", "First", "Person - First name",
        "Vorname", "Prénom", "Primer nombre", "Primeiro nome", "Voornaam", "Förnamn", "名",
    ]),
    (F::LastName, MAIN, &[
        "Last Name", "Surname", "Family Name", "LName", "Last", "Second Name",
        "Person - Last name", "Nachname", "Familienname", "Zuname", "Nom de famille", "Apellido",
        "Apellidos", "Sobrenome", "Cognome", "Achternaam", "Efternamn", "姓", "苗字",
    ]),
    (F::Title, MAIN, &[
        "Job Title", "Position", "Organization Title", "Person - Title", "Job Position",
        "Designation", "Job", "Berufsbezeichnung", "Funktion", "Stellenbezeichnung",
        "Fonction", "Poste", "Intitulé du poste", "Cargo", "Puesto", "Qualifica", "Ruolo",
        "Mansione", "Functie", "Functietitel", "Befattning", "Jobbtitel", "役職", "肩書",
    ]),
    // Beside a `Job Title`, as in Outlook, the form of address.
    (F::Title, FURTHER, &["Title", "Titel"]),
    (F::Title, FALLBACK, &["Role", "Occupation", "Rolle", "Beruf", "Rôle", "Profession"]),
    (F::Seniority, MAIN, &["Seniority", "Seniority Level", "Management Level", "Job Level"]),
    (F::Department, MAIN, &[
        "Department", "Departments", "Organization Department", "Job Function", "Abteilung",
        "Service", "Département", "Departamento", "Dipartimento", "Reparto", "Afdeling",
        "Avdelning", "部署", "部門",
    ]),
    (F::Company, MAIN, &[
        "Company", "Company Name", "Organization", "Organisation", "Organization Name",
        "Organisation Name", "Organization - Name", "Person - Organization", "Account Name",
        "Employer", "Business Name", "Current Company", "ORG", "Firma", "Firmenname", "Unternehmen",
        "Firma/Organisation", "Société", "Entreprise", "Raison sociale", "Nom de l'entreprise",
        "Empresa", "Compañía", "Organización", "Nombre de la empresa", "Nome da empresa",
        "Organização", "Azienda", "Società", "Organizzazione", "Ragione sociale", "Bedrijf",
        "Bedrijfsnaam", "Organisatie", "Företag", "Företagsnamn", "会社", "会社名", "企業名",
        "勤務先", "組織名", "法人名",
    ]),
    (F::Company, FURTHER, &["Associated Company", "Company Name for Emails", "Parent Company"]),
    (F::Company, FALLBACK, &[
        "Operator", "Institution", "Agency", "Authority", "Public Body", "Behörde", "Organisme",
        "Ente", "Amministrazione", "Myndighet", "School", "University", "Account",
    ]),
    (F::CompanyDomain, MAIN, &[
        "Company Domain", "Company Domain Name", "Domain", "Domain Name", "Email Domain",
        "Website Domain", "Domäne", "Domaine", "Dominio", "Domein", "Domän", "ドメイン",
    ]),
    (F::Industry, MAIN, &[
        "Industry", "Primary Industry", "Company Industry", "Sector", "Branche", "Industrie",
        "Secteur", "Secteur d'activité", "Industria", "Setor", "Settore", "Sectie", "Bransch",
        "業種", "業界",
    ]),
    (F::CompanySize, MAIN, &[
        "Company Size", "Number of Employees", "Employees", "# Employees", "Employee Count",
        "NumberOfEmployees", "No. of Employees", "Headcount", "Mitarbeiter", "Mitarbeiterzahl",
        "Anzahl Mitarbeiter", "Unternehmensgröße", "Effectif", "Nombre d'employés", "Empleados",
        "Número de empleados", "Funcionários", "Dipendenti", "Numero di dipendenti", "Medewerkers",
        "Aantal medewerkers", "Antal anställda", "従業員数",
    ]),
    (F::Email, MAIN, &[
        "Email", "E-mail Address", "Mail", "Mail Address", "Primary Email", "Work Email",
        "Business Email", "Company Email", "Email - Work", "E-mail - Value", "Person - Email",
        "Person - Email - Work", "Contact Email", "Email ID", "E-Mail-Adresse", "Mailadresse",
        "Courriel", "Adresse e-mail", "Adresse électronique", "Adresse mail", "Correo",
        "Correo electrónico", "Dirección de correo electrónico", "Endereço de e-mail",
        "Indirizzo e-mail", "Posta elettronica", "E-mailadres", "E-postadress", "E-post", "メール",
        "メールアドレス", "Eメール", "電子メール",
    ]),
    (F::Email, FURTHER, &[
        "Secondary Email", "Alternate Email", "Other Email", "Personal Email", "Home Email",
        "Additional Email", "Tertiary Email", "Person - Email - Home", "Person - Email - Other",
    ]),
    (F::Phone, MAIN, &[
        "Phone", "Phone Number", "Telephone", "Telephone Number", "Tel", "Work Phone",
        "Business Phone", "Direct Phone", "Direct Phone Number", "Work Direct Phone", "Office Phone",
        "Direct Line", "Phone - Value", "Phone - Work", "Person - Phone", "Person - Phone - Work",
        "Contact Phone", "Telefon", "Telefonnummer", "Rufnummer", "Telefon geschäftlich",
        "Téléphone", "Numéro de téléphone", "Téléphone professionnel", "Tél", "Teléfono",
        "Número de teléfono", "Telefone", "Telefono", "Numero di telefono", "Telefoon",
        "Telefoonnummer", "電話", "電話番号", "TEL",
    ]),
    (F::Phone, FALLBACK, &[
        "Company Main Phone", "Primary Phone", "Corporate Phone", "Company Phone",
        "Company HQ Phone", "Company Phone Number", "Main Phone", "Switchboard",
        "Person - Phone - Other",
    ]),
    (F::Mobile, MAIN, &[
        "Mobile", "Mobile Phone", "Mobile Number", "Mobile Phone Number", "Cell", "Cell Phone",
        "Cellphone", "Cellular", "Person - Phone - Mobile", "Phone - Mobile", "SMS", "Handy",
        "Mobil", "Mobiltelefon", "Mobilnummer", "Handynummer", "Portable", "Téléphone mobile",
        "Téléphone portable", "Móvil", "Teléfono móvil", "Celular", "Telemóvel", "Cellulare",
        "Mobiel", "Mobiel nummer", "携帯", "携帯電話", "携帯番号",
    ]),
    (F::Street, MAIN, &[
        "Street", "Street Address", "Address", "Address Line", "Address - Street",
        "Business Street", "Work Address", "Mailing Street", "Mailing Address", "Person Street",
        "Straße", "Straße und Hausnummer", "Adresse", "Anschrift", "Straße geschäftlich", "Rue",
        "Calle", "Dirección", "Domicilio", "Rua", "Endereço", "Morada", "Indirizzo", "Via",
        "Straat", "Adres", "Adress", "Gata", "Gatuadress", "住所", "番地", "所在地",
    ]),
    (F::Street, FURTHER, &[
        "Building", "Suite", "Address - Extended Address", "Unit", "Floor", "Adresszusatz",
        "Complément d'adresse", "建物名",
    ]),
    (F::Street, FALLBACK, &[
        "Home Street", "Home Address", "Other Street", "Billing Street", "Billing Address",
        "Company Address", "Company Street", "Company Street Address", "Organization - Address",
        "Shipping Street",
    ]),
    (F::City, MAIN, &[
        "City", "Town", "Address - City", "Business City", "Work City", "Mailing City",
        "Person City", "Person - City", "Locality", "Suburb", "Stadt", "Ort", "Wohnort", "Ville",
        "Localité", "Commune", "Ciudad", "Localidad", "Población", "Cidade", "Localidade", "Città",
        "Comune", "Località", "Plaats", "Stad", "Woonplaats", "Ort", "Postort", "Ort geschäftlich", "市区町村", "市町村",
        "都市",
    ]),
    (F::City, FALLBACK, &[
        "Home City", "Other City", "Billing City", "Company City", "Shipping City",
    ]),
    (F::Region, MAIN, &[
        "State", "Region", "State/Region", "State/Province", "Province", "Address - Region",
        "Business State", "Work State", "Mailing State", "Mailing State/Province", "Person State",
        "Person - State", "Bundesland", "Kanton", "Région", "Estado", "Provincia",
        "Comunidad autónoma", "Regione", "Provincie", "Län", "Pref", "Prefecture", "都道府県", "県",
        "Region geschäftlich", "Bundesland/Kanton geschäftlich", "Province/État", "Bundesland/Kanton",
    ]),
    (F::Region, FALLBACK, &[
        "County", "Home State", "Other State", "Billing State", "Billing State/Province",
        "Company State", "Shipping State",
    ]),
    (F::PostalCode, MAIN, &[
        "Postal Code", "Postcode", "Post Code", "ZIP", "ZIP Code", "Zip/Postal Code",
        "Address - Postal Code", "Business Postal Code", "Work ZipCode", "Mailing Zip",
        "Mailing Zip/Postal Code", "Mailing Postal Code", "Person Zip Code", "PLZ", "Postleitzahl",
        "Code postal", "Código postal", "CEP", "CAP", "Codice postale", "Codice di avviamento postale",
        "Postnummer", "郵便番号",
        "Postleitzahl geschäftlich",
    ]),
    (F::PostalCode, FALLBACK, &[
        "Home Postal Code", "Home ZipCode", "Other Postal Code", "Billing Zip/Postal Code",
        "Billing Postal Code", "Billing Zip", "Billing Code", "Company Zip Code",
        "Shipping Zip/Postal Code",
    ]),
    (F::Country, MAIN, &[
        "Country", "Country/Region", "Country Code", "Address - Country", "Business Country",
        "Business Country/Region", "Work Country", "Mailing Country", "Person Country",
        "Land", "Staat", "Pays", "País", "Paese", "Nazione", "国", "国名",
        "Land/Region geschäftlich", "Land/Region", "Pays/Région", "País/Región", "国/地域",
    ]),
    (F::Country, FALLBACK, &[
        "Home Country", "Home Country/Region", "Other Country", "Other Country/Region",
        "Billing Country", "Company Country", "Jurisdiction Code", "Shipping Country",
    ]),
    // Where it holds a place of several words, such as `Berlin, Germany`.
    (F::Location, FALLBACK, &[
        "Location", "City/State", "City, State", "City, State, Zip", "City, State, Country",
        "City, Country", "City/Country", "Person Location", "Company Location", "HQ Location",
        "Geography", "Place", "Standort", "Ort/Land", "Lieu", "Localisation", "Ubicación",
        "Localização", "Luogo", "Locatie", "Plats", "勤務地",
    ]),
    (F::Website, MAIN, &[
        "Website", "Website URL", "Web Site", "Web Page", "Web", "Homepage", "Home Page", "URL",
        "Company Website", "Website - Value", "Person - Website", "Webseite", "Internet",
        "Site web", "Site internet", "Sitio web", "Página web", "Site", "Sito", "Sito web",
        "Webbplats", "Hemsida", "ウェブサイト", "ホームページ",
    ]),
    (F::LinkedinUrl, MAIN, &[
        "LinkedIn", "LinkedIn URL", "LinkedIn Profile", "LinkedIn Profile URL", "Person Linkedin Url",
        "LinkedIn Contact Profile URL", "Person - LinkedIn Page", "LinkedIn Page",
        "LinkedIn Bio", "Profile URL",
    ]),
    (F::Tags, MAIN, &[
        "Tags", "Tag", "Labels", "Label", "Categories", "Category", "Groups", "Group Membership",
        "Person - Label", "Person - Labels", "Kategorien", "Kategorie", "Schlagworte", "Gruppen",
        "Étiquettes", "Catégories", "Mots-clés", "Etiquetas", "Marcadores", "Categorías", "Categorias",
        "Etichette", "Categorie", "Taggar", "Kategorier", "タグ", "分類", "ラベル",
    ]),
    (F::Notes, MAIN, &[
        "Notes", "Note", "Comments", "Comment", "Remarks", "Notizen", "Notiz", "Bemerkung",
        "Bemerkungen", "Anmerkungen", "Remarques", "Commentaires", "Notas", "Observaciones",
        "Observações", "Comentarios", "Opmerkingen", "Notities", "Anteckningar", "Kommentarer",
        "備考", "メモ",
    ]),
    (F::Notes, FURTHER, &["Description", "Beschreibung", "Descripción", "Descrição", "Descrizione"]),
    (F::ExternalId, MAIN, &[
        "External ID", "Record ID", "Record ID - Contact", "Contact ID", "Customer ID", "Person ID",
        "Person - ID", "Lead ID", "Client ID", "Rec ID", "Apollo Contact Id", "ZoomInfo Contact ID",
        "Customer Number", "Contact Number", "Kundennummer", "Kunden-Nr", "Numéro client",
        "Número de cliente", "Numero cliente", "Klantnummer", "Kundnummer", "顧客番号", "顧客ID",
        "Customer No.", "Client No.", "Contact No.", "Account Number", "Member ID", "Kundennr.",
    ]),
    (F::ExternalId, FALLBACK, &["ID", "UID", "UUID", "GUID"]),
];

/// Names that may be a person's, a part of it, or an organisation's.
const NAMES: &[&str] = &["Name", "Names", "Nom", "Nombre", "Nome", "Naam", "Namn", "名称"];

/// Known columns that are no field; some look like one.
#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "Salutation", "Anrede", "Prefix", "Name Prefix", "Suffix", "Name Suffix", "Middle Name",
    "Nickname", "File As", "Initials", "Phonetic First Name", "Birthday", "Birth Date",
    "Date of Birth", "Geburtsdatum", "Gender", "Geschlecht", "Sex", "Age", "Party", "Type", "Status",
    "Lead Status", "Lifecycle Stage", "Latitude", "Longitude", "Lat", "Lng", "Lon", "Fax",
    "Fax Number", "Business Fax", "Home Phone", "Pager", "Photo", "Image", "Created", "Updated",
    "Created At", "Create Date", "Connected On", "Account Owner", "Contact Owner", "Owner",
    "Reports To", "Lead Source", "Source", "Hours", "Company Linkedin Url", "Twitter", "Facebook",
    "Language", "Currency", "Date", "Time", "Year", "Price", "Amount", "Quantity", "Count",
];

/// A column's name in the form that is compared: its words without accents and numbers, and the
/// number among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) text: String,
    /// 2 in `E-mail 2 Address`; 1 where there is none.
    pub(super) number: u32,
    /// Whether the number counts whole addresses, as in `Address 2 - City`, rather than lines
    /// of one, as in `Business Street 2`.
    pub(super) of_group: bool,
}

impl Key {
    pub(super) fn of(header: &str) -> Self {
        let words = words(header);
        let (mut text, mut number, mut of_group) = (String::new(), 1, false);
        for (at, word) in words.iter().enumerate() {
            let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
            if let Ok(found) = word[letters.len()..].parse() {
                number = found;
                of_group = letters.is_empty() && at + 1 < words.len();
            }
            text.push_str(letters);
        }
        Self { text, number, of_group }
    }
}

static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    let mut add = |name: &str, meaning: &Meaning| {
        map.entry(Key::of(name).text).or_insert_with(|| meaning.clone());
    };
    for (field, rank, names) in FIELDS {
        for name in *names {
            add(name, &Meaning::Field(field.clone(), *rank));
        }
    }
    for name in NAMES {
        add(name, &Meaning::Name);
    }
    for name in NOTHING {
        add(name, &Meaning::Nothing);
    }
    map
});

/// What a name says, if it is known.
pub(super) fn meaning(key: &Key) -> Option<&'static Meaning> {
    MEANINGS.get(&key.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spelling_of_a_name_does_not_matter() {
        for (header, field) in [
            ("FIRSTNAME", F::FirstName),
            ("MailingPostalCode", F::PostalCode),
            ("e_mail", F::Email),
            ("Account.Name", F::Company),
            ("strasse", F::Street),
            ("PRÉNOM", F::FirstName),
            ("会社名", F::Company),
        ] {
            match meaning(&Key::of(header)) {
                Some(Meaning::Field(found, _)) => assert_eq!(found, &field, "{header}"),
                other => panic!("{header}: {other:?}"),
            }
        }
    }

    #[test]
    fn numbers_are_counted_apart() {
        let key = Key::of("E-mail 2 - Value");
        assert_eq!((key.text.as_str(), key.number, key.of_group), ("emailvalue", 2, true));
        let key = Key::of("Business Street 3");
        assert_eq!((key.text.as_str(), key.number, key.of_group), ("businessstreet", 3, false));
    }

    #[test]
    fn no_name_means_two_fields() {
        let mut seen: HashMap<String, &F> = HashMap::new();
        for (field, _, names) in FIELDS {
            for name in *names {
                let text = Key::of(name).text;
                assert!(!text.is_empty(), "{name}");
                let known = seen.entry(text).or_insert(field);
                assert_eq!(*known, field, "{name}");
            }
        }
        for name in NAMES.iter().chain(NOTHING) {
            assert!(!seen.contains_key(&Key::of(name).text), "{name}");
        }
    }
}
