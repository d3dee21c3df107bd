//! A whole installation from one database into another of the other kind.
//!
//! What there is to carry is asked of PostgreSQL's catalogue, which is always one of the two: tables,
//! columns with their types, keys, and who refers to whom. So a new table is carried without a word
//! here.

mod catalogue;
mod cell;
mod print;
mod rows;

use domain::{EpochId, ImportId, Timestamp};

use crate::conn::Conn;
use crate::schema::{imports, installation, users};
use crate::types::Key;
use crate::{Error, Result, Scope, Settings, dialect, outbox, tables};
use catalogue::Table;
use diesel::prelude::*;
use print::Printer;

/// What is not carried: positions mean nothing in another database, so the outbox begins anew; the row
/// of the installation is written by itself; pieces of files are in a PostgreSQL only.
const LEFT: [&str; 3] = ["outbox", "installation", "import_chunks"];

/// A table that was carried, as it was read on both sides.
#[derive(Debug, Clone)]
pub struct Carried {
    pub table: String,
    pub rows: u64,
    /// SHA-256 over all rows in the order of their keys, whatever database they are in.
    pub sha256: [u8; 32],
}

/// An uploaded file that an import still needs.
pub struct Upload {
    pub scope: Scope,
    pub import: ImportId,
    pub bytes: u64,
    pub sha256: [u8; 32],
    /// Its import failed: an operator may try it again, unless the file was what it lacked.
    pub has_failed: bool,
}

/// The two databases of a move, each in one transaction.
pub struct Move<'a> {
    pub from: &'a mut Conn,
    pub to: &'a mut Conn,
    tables: Vec<Table>,
    /// Tables of the target whose row-level security holds for their owner, too.
    forced: Vec<String>,
}

/// Begins a move, hands it to `work`, and keeps what it did to the target if it went well. The source
/// stays as it is, and nobody writes it meanwhile.
///
/// # Errors
/// [`Error::Migration`] if the databases are not of this version, not of different kinds, or the
/// target holds an installation already; and those of `work`.
pub fn between<T, E: From<Error>>(
    from: &Settings,
    to: &Settings,
    work: impl FnOnce(&mut Move<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let mut from = Conn::open(&from.url)?;
    let mut to = Conn::open(&to.url)?;
    if std::mem::discriminant(&from) == std::mem::discriminant(&to) {
        let problem = "one of the databases has to be SQLite and the other PostgreSQL";
        return Err(Error::Migration(problem.to_owned()).into());
    }
    let to = &mut to;
    from.look(|from| {
        to.once(|to| {
            for conn in [&mut *from, &mut *to] {
                dialect::become_owner(conn)?;
                dialect::wait_for_ever(conn)?;
            }
            dialect::unforce_row_security(from)?;
            let forced = dialect::unforce_row_security(to)?;
            let tables = catalogue::common(from, to)?;
            let mut moving = Move { from, to, tables, forced };
            moving.expect_empty()?;
            let value = work(&mut moving)?;
            dialect::force_row_security(moving.to, &moving.forced)?;
            Ok(value)
        })
    })
}

impl Move<'_> {
    /// Whether nodes of the target have disks of their own.
    pub fn is_to_shared(&self) -> bool {
        matches!(self.to, Conn::Pg(_))
    }

    fn expect_empty(&mut self) -> Result<()> {
        let user: Option<Key<domain::UserId>> = crate::conn::on!(&mut *self.to, |c| users::table
            .select(users::id)
            .first(c)
            .optional())?;
        let mut filled = user.map(|_| "users".to_owned());
        for table in &self.tables {
            // Rows that migrations make are replaced; nothing else may be there.
            let made = ["organizations", "users"].contains(&table.name.as_str());
            if filled.is_none() && !made && tables::has_rows(self.to, &table.name)? {
                filled = Some(table.name.clone());
            }
        }
        match filled {
            None => Ok(()),
            Some(table) => Err(Error::Migration(format!(
                "the target holds an installation already ({table} has rows); nothing is ever moved \
                 over another one"
            ))),
        }
    }

    /// Copies every table, and reads both sides anew to prove it. `told` hears of each table with its
    /// rows so far.
    ///
    /// # Errors
    /// [`Error::Migration`] names the table that a database refused or that differs.
    pub fn copy(&mut self, mut told: impl FnMut(&str, u64)) -> Result<Vec<Carried>> {
        for table in self.tables.iter().rev() {
            tables::empty(self.to, &table.name)?;
        }
        let mut carried = Vec::new();
        for table in &self.tables {
            let named = |error: Error| Error::Migration(format!("{}: {error}", table.name));
            let mut printer = Printer::default();
            let mut reader = rows::Reader::new(table);
            loop {
                let page = reader.next(self.from).map_err(named)?;
                if page.is_empty() {
                    break;
                }
                printer.page(&page);
                rows::write(self.to, table, page).map_err(named)?;
                told(&table.name, printer.rows());
            }
            rows::advance_identities(self.to, table)?;
            let rows = printer.rows();
            let sha256 = printer.end();
            let arrived = rows::print(self.to, table).map_err(named)?;
            if arrived != (rows, sha256) {
                let problem = format!("{}: what arrived is not what was sent", table.name);
                return Err(Error::Migration(problem));
            }
            carried.push(Carried { table: table.name.clone(), rows, sha256 });
        }
        Ok(carried)
    }

    /// Makes the target the same installation in a new epoch, so that every index is built anew.
    ///
    /// # Errors
    /// The databases failed.
    pub fn install(&mut self, epoch: EpochId, now: Timestamp) -> Result<()> {
        type Seals = (Key<EpochId>, Option<Vec<u8>>, Option<Vec<u8>>);
        let (Key(id), seal, suppression): Seals =
            crate::conn::on!(&mut *self.from, |c| installation::table
                .select((installation::id, installation::seal, installation::suppression_seal))
                .first(c))?;
        let cluster = dialect::cluster(self.to)?;
        crate::conn::on!(&mut *self.to, |c| diesel::update(installation::table)
            .set((
                installation::id.eq(Key(id)),
                installation::seal.eq(seal.as_deref()),
                installation::suppression_seal.eq(suppression.as_deref()),
                installation::epoch.eq(Key(epoch)),
                installation::cluster.eq(&cluster),
            ))
            .execute(c))?;
        tables::empty(self.to, "outbox")?;
        outbox::begin(self.to, now)
    }

    /// The uploaded files that imports still need.
    ///
    /// # Errors
    /// The source failed.
    pub fn uploads(&mut self) -> Result<Vec<Upload>> {
        use domain::import::ImportState::{Failed, Mapping, Review, Staging};
        type Owner = (Key<domain::OrganizationId>, Key<domain::UserId>);
        type Row = (Key<ImportId>, Owner, i64, Vec<u8>, String);
        let waiting = [Mapping, Staging, Review, Failed].map(domain::import::ImportState::as_str);
        let rows: Vec<Row> = crate::conn::on!(&mut *self.from, |c| imports::table
            .filter(imports::state.eq_any(waiting))
            .order(imports::id.asc())
            .select((
                imports::id,
                (imports::organization_id, imports::user_id),
                imports::bytes,
                imports::sha256,
                imports::state,
            ))
            .load(c))?;
        rows.into_iter()
            .map(|(Key(import), (Key(organization), Key(user)), bytes, sha256, state)| {
                Ok(Upload {
                    scope: Scope::new(organization, user),
                    import,
                    bytes: u64::try_from(bytes).unwrap_or_default(),
                    sha256: sha256.try_into().map_err(|_| Error::Corrupt("imports.sha256"))?,
                    has_failed: state == Failed.as_str(),
                })
            })
            .collect()
    }
}
