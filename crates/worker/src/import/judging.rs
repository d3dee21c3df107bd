use db::import::Stored;
use domain::contact::Context;
use domain::import::Import;
use files::Mapping;
use intake::Judge;

use crate::Worker;
use crate::outcome::Fault;

/// Who judges the rows of an import: by its mapping, its country and the suppression list.
pub(super) fn judge(
    worker: &Worker,
    stored: &Stored,
    of: impl FnOnce(domain::ImportId, Mapping, Context, db::suppression::Suppressor) -> Judge,
) -> Result<Judge, Fault> {
    let import = &stored.import;
    let context = Context { country: import.default_country.clone() };
    Ok(of(import.id, mapping(import)?, context, worker.suppressor.clone()))
}

/// What the columns of an import mean.
pub(super) fn mapping(import: &Import) -> Result<Mapping, Fault> {
    Mapping::of(import)
        .map_err(|_| Fault::Fail("The mapping does not fit the file any more.".to_owned()))
}
