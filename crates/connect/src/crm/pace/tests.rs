use std::cmp::Reverse;
use std::collections::BinaryHeap;

use proptest::prelude::*;

use super::*;

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

fn told(max: u32, remaining: u32) -> Allowance {
    let (daily_max, daily_remaining) = (None, None);
    Allowance { max, remaining, interval_millis: 10_000, daily_max, daily_remaining }
}

fn go(pace: &mut Pace, now: Timestamp) -> Ticket {
    match pace.turn(now) {
        Turn::Go(ticket) => ticket,
        other => panic!("{other:?}"),
    }
}

/// A CRM that counts; its interval slides, or stands still from the first call in it.
struct Server {
    slides: bool,
    max: u32,
    /// When calls came that it counts.
    came: VecDeque<i64>,
    window: i64,
    most: u32,
    taken: u32,
}

const INTERVAL: i64 = 10_000_000;

impl Server {
    fn receive(&mut self, now: i64) -> u32 {
        if self.slides {
            while self.came.front().is_some_and(|came| came + INTERVAL <= now) {
                self.came.pop_front();
            }
        } else if self.came.is_empty() || now >= self.window + INTERVAL {
            self.came.clear();
            self.window = now;
        }
        self.came.push_back(now);
        self.taken += 1;
        let used = u32::try_from(self.came.len()).unwrap();
        self.most = self.most.max(used);
        self.max.saturating_sub(used)
    }
}

/// Runs for so many seconds with calls whose ways there and back take `ways` (microseconds), in
/// turn; answers the server.
fn run(
    pace: &mut Pace,
    mut server: Server,
    ways: &[(i64, i64)],
    lanes: usize,
    seconds: i64,
) -> Server {
    // What happens next: a call arrives at the server, or its answer at us.
    let mut events = BinaryHeap::new();
    let mut tickets = Vec::<Option<(Ticket, u32)>>::new();
    let (mut now, mut flying, mut wake) = (0, 0, None);
    while now < seconds * 1_000_000 {
        while flying < lanes {
            match pace.turn(at(now)) {
                Turn::Go(ticket) => {
                    let number = tickets.len();
                    let (there, _) = ways[number % ways.len()];
                    tickets.push(Some((ticket, 0)));
                    events.push(Reverse((now + there, number, true)));
                    flying += 1;
                }
                Turn::WaitUntil(when) | Turn::DayUsed(when) => {
                    wake = Some(when.micros());
                    break;
                }
                Turn::WaitForAnswer => break,
            }
        }
        let next = events.peek().map(|Reverse((when, ..))| *when);
        if let Some(when) = wake.take().filter(|when| next.is_none_or(|next| *when < next)) {
            now = when.max(now + 1);
            continue;
        }
        let Some(Reverse((when, number, arrives))) = events.pop() else { panic!("stuck") };
        now = when;
        if arrives {
            let remaining = server.receive(now);
            tickets[number].as_mut().unwrap().1 = remaining;
            events.push(Reverse((now + ways[number % ways.len()].1, number, false)));
        } else {
            let (ticket, remaining) = tickets[number].take().unwrap();
            pace.answered(&ticket, at(now), Some(told(server.max, remaining)), false);
            flying -= 1;
        }
    }
    server
}

fn server(slides: bool, max: u32) -> Server {
    Server { slides, max, came: VecDeque::new(), window: 0, most: 0, taken: 0 }
}

#[test]
fn the_full_allowance_is_used_and_never_exceeded() {
    for slides in [true, false] {
        for lanes in [1, 4, 16] {
            // 5 ms there and back.
            let server =
                run(&mut Pace::default(), server(slides, 100), &[(2_500, 2_500)], lanes, 600);
            assert!(server.most <= 100, "{}", server.most);
            // 60 intervals and the burst of the first.
            assert!(server.taken * 100 >= 6_000 * 98, "{lanes} {}", server.taken);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_interval_has_more_calls_than_allowed(
        slides: bool,
        max in 1_u32..120,
        lanes in 1_usize..20,
        ways in prop::collection::vec((0_i64..3_000_000, 0_i64..3_000_000), 1..12),
    ) {
        let server = run(&mut Pace::default(), server(slides, max), &ways, lanes, 120);
        prop_assert!(server.most <= max, "{} of {max}", server.most);
    }

    #[test]
    fn a_new_process_reckons_with_what_the_last_one_used(
        slides: bool,
        used in 0_usize..100,
        lanes in 1_usize..20,
        ways in prop::collection::vec((0_i64..300_000, 0_i64..300_000), 1..12),
    ) {
        let mut server = server(slides, 100);
        for _ in 0..used {
            server.receive(0);
        }
        let server = run(&mut Pace::default(), server, &ways, lanes, 60);
        prop_assert!(server.most <= 100, "{}", server.most);
    }
}

#[test]
fn nothing_is_known_so_one_goes_first() {
    let mut pace = Pace::default();
    let ticket = go(&mut pace, at(0));
    assert!(matches!(pace.turn(at(1)), Turn::WaitForAnswer));
    pace.answered(&ticket, at(1_000), Some(told(100, 99)), false);
    for _ in 0..99 {
        let _ = go(&mut pace, at(1_001));
    }
    let Turn::WaitUntil(when) = pace.turn(at(1_002)) else { panic!("no wait") };
    assert_eq!(when, at(1_000 + INTERVAL));
}

#[test]
fn a_crm_that_says_nothing_is_called_one_by_one() {
    let mut pace = Pace::default();
    for now in 0..1_000 {
        let ticket = go(&mut pace, at(now));
        assert!(matches!(pace.turn(at(now)), Turn::WaitForAnswer));
        pace.answered(&ticket, at(now), None, false);
    }
    assert!(pace.recent.is_empty());
}

#[test]
fn a_refusal_waits_for_the_interval_or_twice_as_long_each_time() {
    let mut pace = Pace::default();
    let ticket = go(&mut pace, at(0));
    pace.answered(&ticket, at(0), Some(told(100, 0)), true);
    let Turn::WaitUntil(when) = pace.turn(at(1)) else { panic!("no wait") };
    assert_eq!(when, at(INTERVAL));

    let mut pace = Pace::default();
    let mut now = 0;
    for seconds in [1, 2, 4, 8, 16, 30, 30] {
        let ticket = go(&mut pace, at(now));
        pace.answered(&ticket, at(now), None, true);
        let Turn::WaitUntil(when) = pace.turn(at(now)) else { panic!("no wait") };
        assert_eq!(when, at(now + seconds * 1_000_000));
        now = when.micros();
    }
    let ticket = go(&mut pace, at(now));
    pace.answered(&ticket, at(now), None, false);
    assert_eq!(pace.refusals, 0);
}

#[test]
fn a_refusal_that_tells_a_shorter_interval_stops_no_longer() {
    let mut pace = Pace::default();
    let ticket = go(&mut pace, at(0));
    pace.answered(&ticket, at(0), Some(told(100, 99)), false);
    let (first, second) = (go(&mut pace, at(1)), go(&mut pace, at(1)));
    let short = Allowance { interval_millis: 50, ..told(100, 0) };
    pace.answered(&first, at(2), Some(short), true);
    pace.answered(&second, at(3), Some(told(100, 97)), false);
    let Turn::WaitUntil(when) = pace.turn(at(4)) else { panic!("no wait") };
    assert_eq!(when, at(50_002));
    let _ = go(&mut pace, when);
}

#[test]
fn a_day_that_is_used_up_is_tried_again_by_one_call() {
    let daily = |left| Allowance { daily_remaining: Some(left), ..told(100, 50) };
    let mut pace = Pace::default();
    let ticket = go(&mut pace, at(0));
    pace.answered(&ticket, at(0), Some(daily(2)), false);
    // Two are left, and of them the last alone.
    let (first, second) = (go(&mut pace, at(1)), go(&mut pace, at(1)));
    assert!(matches!(pace.turn(at(1)), Turn::WaitForAnswer));
    pace.answered(&first, at(2), None, false);
    pace.answered(&second, at(2), Some(daily(0)), false);
    let hour = 3_600 * 1_000_000;
    let Turn::DayUsed(again) = pace.turn(at(3)) else { panic!("day") };
    assert_eq!(again, at(2 + hour));
    let ticket = go(&mut pace, again);
    assert!(matches!(pace.turn(again), Turn::WaitForAnswer));
    pace.answered(&ticket, again, Some(daily(1_000)), false);
    let _ = go(&mut pace, again);
    let _ = go(&mut pace, again);
}

#[test]
fn what_was_known_before_the_end_still_counts() {
    let mut pace = Pace::resume(told(100, 1), at(0));
    let _ = go(&mut pace, at(5));
    assert!(matches!(pace.turn(at(5)), Turn::WaitUntil(when) if when == at(INTERVAL)));
    let _ = go(&mut pace, at(INTERVAL));
}
