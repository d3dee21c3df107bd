use domain::crm::{CrmField, CrmMapping, Direction, FieldMapping, FieldSource, Rule};
use leptos::prelude::*;

/// A mapping as it stands in the form; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Draft(RwSignal<Vec<FieldMapping>>);

impl Draft {
    /// Every field of the CRM once, those that the mapping does not have as never written.
    pub(super) fn start(mapping: &CrmMapping) -> Self {
        let line = |field: &CrmField| {
            let known = mapping.fields.iter().find(|one| one.field == *field).copied();
            let source = sources(*field).first().copied().unwrap_or(FieldSource::FullName);
            known.unwrap_or(FieldMapping {
                field: *field,
                source,
                direction: Direction::ToCrm,
                rule: Rule::Never,
            })
        };
        Self(RwSignal::new(CrmField::ALL.iter().map(line).collect()))
    }

    pub(super) fn of(self, field: CrmField) -> Option<FieldMapping> {
        self.0.with(|all| all.iter().find(|one| one.field == field).copied())
    }

    pub(super) fn change(self, field: CrmField, change: impl FnOnce(&mut FieldMapping)) {
        self.0.update(|all| {
            if let Some(one) = all.iter_mut().find(|one| one.field == field) {
                change(one);
            }
        });
    }

    /// As it is sent.
    pub(super) fn read(self) -> CrmMapping {
        CrmMapping { fields: self.0.get_untracked(), updated_at: None }
    }
}

/// What a field of the CRM can be made of.
pub(super) fn sources(field: CrmField) -> Vec<FieldSource> {
    let fits = |source: &FieldSource| {
        let (direction, rule) = (Direction::ToCrm, Rule::Always);
        let fields = vec![FieldMapping { field, source: *source, direction, rule }];
        let wrong = CrmMapping { fields, updated_at: None }.check().err().unwrap_or_default();
        // The rest of a whole mapping is not looked at.
        wrong.iter().all(|error| error.field != "fields[0].source")
    };
    let own = |source: &FieldSource| {
        let is_name = field == CrmField::Name && *source == FieldSource::FullName;
        is_name || source.title() == field.title()
    };
    let mut all: Vec<FieldSource> = FieldSource::ALL.iter().copied().filter(fits).collect();
    all.sort_by_key(|source| !own(source));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_offered_what_fits_its_own_first() {
        assert_eq!(sources(CrmField::Email), [FieldSource::Email]);
        assert_eq!(sources(CrmField::Phone), [FieldSource::Phone, FieldSource::Mobile]);
        assert_eq!(sources(CrmField::Name)[0], FieldSource::FullName);
        assert_eq!(sources(CrmField::CompanyName)[0], FieldSource::Company);
        assert!(!sources(CrmField::City).contains(&FieldSource::Tags));
    }

    #[test]
    fn the_form_keeps_what_the_mapping_says() {
        let owner = Owner::new();
        owner.set();
        let mapping = CrmMapping::default();
        let draft = Draft::start(&mapping);
        let read = draft.read();
        assert_eq!(read.fields.len(), CrmField::ALL.len());
        assert!(mapping.fields.iter().all(|one| read.fields.contains(one)));
        assert_eq!(read.check(), Ok(()));
        draft.change(CrmField::City, |one| one.rule = Rule::Always);
        assert_eq!(draft.read().fields.iter().filter(|one| one.rule == Rule::Always).count(), 6);
    }
}
