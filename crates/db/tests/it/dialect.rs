/// Differences between the databases are decisions: whoever adds one changes this number and
/// writes the function's reason beside it.
#[test]
fn the_number_of_differences_is_known() {
    let files = [
        include_str!("../../src/dialect/mod.rs"),
        include_str!("../../src/dialect/outbox.rs"),
        include_str!("../../src/dialect/rows.rs"),
    ];
    assert_eq!(files.concat().matches("Conn::Sqlite(").count(), 33);
    // Beside the dialect only the connection itself and the migrations tell them apart.
    let rooms = [
        include_str!("../../src/contact/create.rs"),
        include_str!("../../src/contact/read.rs"),
        include_str!("../../src/contact/update.rs"),
        include_str!("../../src/import/read.rs"),
        include_str!("../../src/import_row/mod.rs"),
        include_str!("../../src/import_row/list.rs"),
        include_str!("../../src/job/claim.rs"),
        include_str!("../../src/job/hold.rs"),
        include_str!("../../src/job/prune.rs"),
        include_str!("../../src/job/steer.rs"),
        include_str!("../../src/job/turns.rs"),
        include_str!("../../src/job/view.rs"),
        include_str!("../../src/outbox.rs"),
        include_str!("../../src/session.rs"),
    ];
    assert!(rooms.iter().all(|room| !room.contains("Conn::Sqlite(")));
}
