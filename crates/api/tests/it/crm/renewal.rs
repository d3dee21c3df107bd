//! One holder at a time renews a token.

use db::crm::connection;
use fake_crm::{Call, LOCATION};
use futures_util::future::join_all;

use super::{connected, places, show};
use crate::access::callers::scope;

#[actix_web::test]
async fn many_that_need_another_token_at_once_use_one_renewal() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        let scope = scope(&house, &ada);
        let stored = house.db().read_as(&scope, move |c| connection::find(c, &scope)).await;
        let stored = stored.unwrap().unwrap();
        // Two processes with four lines each.
        let boards = [house.switchboard(&fake), house.switchboard(&fake)];
        let lines: Vec<_> = boards
            .iter()
            .flat_map(|board| (0..4).map(|_| board.line(&scope, &stored).unwrap()))
            .collect();
        for round in 1..=3 {
            fake.change(fake_crm::World::expire_tokens);
            let calls = lines
                .iter()
                .map(|line| line.call(async |crm, token| crm.location(token, LOCATION).await));
            for said in join_all(calls).await {
                assert_eq!(said.unwrap().result.unwrap().id, LOCATION);
            }
            assert_eq!(fake.change(|world| world.counts.calls[&Call::Token]), 1 + round);
        }
        assert_eq!(show(&house, &ada).await["connection"]["state"], "connected");
    }
}
