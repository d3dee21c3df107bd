use domain::import::{ImportRow, RowCounts, RowState};

/// Counts rows by their fates.
pub(super) fn add(counts: &mut RowCounts, rows: &[ImportRow]) {
    for row in rows {
        counts.total += 1;
        *of(counts, row.state) += 1;
        counts.similar += u64::from(row.is_alike());
    }
}

/// Takes rows out of the counts, before they are judged again.
pub(super) fn subtract(counts: &mut RowCounts, rows: &[ImportRow]) {
    for row in rows {
        counts.total = counts.total.saturating_sub(1);
        let count = of(counts, row.state);
        *count = count.saturating_sub(1);
        counts.similar = counts.similar.saturating_sub(u64::from(row.is_alike()));
    }
}

/// Counts a row under another fate.
pub(super) fn turn(counts: &mut RowCounts, from: RowState, to: RowState) {
    let count = of(counts, from);
    *count = count.saturating_sub(1);
    *of(counts, to) += 1;
}

fn of(counts: &mut RowCounts, state: RowState) -> &mut u64 {
    match state {
        RowState::New => &mut counts.new,
        RowState::Update => &mut counts.update,
        RowState::Duplicate => &mut counts.duplicate,
        RowState::Invalid => &mut counts.invalid,
        RowState::Suppressed => &mut counts.suppressed,
        RowState::Skipped => &mut counts.skipped,
    }
}
