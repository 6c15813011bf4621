//! `follow-the-sun.toml`: where urgent work goes to whoever is awake, an urgent problem at night is looked at much sooner.

use flowcast::engine::{Program, World};
use flowcast::model::Model;
use flowcast::observation::{Ending, Observer, Subject};
use flowcast::scenario::Choice;
use flowcast::time::{HOUR, Instant};

use crate::compared::{compared, difference, ends};
use crate::support;

const SCENARIO: &str = include_str!("../../scenarios/follow-the-sun.toml");
const SUN: &str = "follow the sun";
const SHIFTS: &str = "three shifts in one place";
/// P1 and P2.
const URGENT: u32 = 1;

fn model(variant: Option<&str>) -> Model {
    let variant = variant.map(str::to_owned);
    let sets = Vec::new();
    support::model_of(SCENARIO, &Choice { variant, sets })
}

/// Response times to urgent items of Europe that come in a night between working days, Berlin's own desk being closed.
struct Nights<'m> {
    model: &'m Model,
    program: &'m Program,
    from: Instant,
    hours: Vec<f64>,
}

impl Nights<'_> {
    fn counts(&self, item: &Subject) -> bool {
        let class = &self.program.classes[item.class as usize];
        let at = self.model.epoch.civil_of(item.arrived);
        let day = at.weekday().to_monday_zero_offset();
        let night = match at.hour() {
            0..8 => (1..5).contains(&day),
            17..24 => (0..4).contains(&day),
            _ => false,
        };
        let europe = self.model.demands[class.demand as usize].name == "europe";
        europe && class.priority <= URGENT && item.arrived >= self.from && night
    }
}

impl Observer for Nights<'_> {
    fn ended(&mut self, _: Instant, item: &Subject, ending: Ending<'_>) {
        if self.counts(item) {
            let touch = ending.first_touch.expect("what is completed was touched");
            self.hours.push((touch - item.arrived).ticks() as f64 / HOUR as f64);
        }
    }
}

/// Mean response at night by replication, in hours.
fn nights(variant: Option<&str>) -> Vec<f64> {
    let model = model(variant);
    let program = Program::new(&model);
    let mut world = World::new(&program);
    let of = |number| {
        let mut nights = Nights {
            model: &model,
            program: &program,
            from: Instant::START + model.run.warm_up,
            hours: Vec::new(),
        };
        world.run(model.run.seed, number, &mut nights);
        nights.hours.iter().sum::<f64>() / nights.hours.len() as f64
    };
    (0..u64::from(model.run.replications)).map(of).collect()
}

/// Mean of paired differences and half of its 95 % interval (Student's quantile for 99 degrees of freedom is 1.984).
fn paired(left: &[f64], right: &[f64]) -> (f64, f64) {
    let differences: Vec<f64> = left.iter().zip(right).map(|(left, right)| left - right).collect();
    let count = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / count;
    let variance = differences.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, 1.984 * (variance / count).sqrt())
}

#[test]
fn an_urgent_problem_at_night_is_looked_at_sooner_where_it_is_day() {
    let [today, sun, shifts] = [None, Some(SUN), Some(SHIFTS)].map(nights);
    let (sooner, error) = paired(&today, &sun);
    println!("{sooner:.2} ± {error:.2} h sooner than today");
    // Half a night and more is won: at least three hours of the seven and a half that one waits for the morning on average.
    assert!(sooner - error > 3.0, "{sooner} ± {error}");
    // Three shifts in one place win a little more, and somebody has to work them: at most a quarter of this.
    let (later, error) = paired(&sun, &shifts);
    println!("{later:.2} ± {error:.2} h later than with shifts in one place");
    assert!(later + error < sooner / 4.0, "{later} ± {error}");
}

#[test]
fn urgent_promises_are_kept_more_often_and_the_others_are_not_given_up() {
    let comparison = compared(SCENARIO, &[SUN, SHIFTS]);
    for variant in [0, 1] {
        for promise in ["urgent respond", "urgent_is_over"] {
            let (low, _) = ends(difference(
                &comparison,
                variant,
                ["promise kept", "promise", promise, "share"],
            ));
            assert!(low > 0.0, "{promise}: {low}");
        }
    }
    let others = difference(&comparison, 0, ["promise kept", "promise", "others", "share"]);
    assert!(others.low.unwrap_or(others.value) > -0.02, "{others:?}");
}

/// Three days of nine hours cover the working week, before and after the clock changes of March. At weekends nobody is there: from
/// Friday 17:00 in Seattle, which is Saturday 01:00 in universal time and 00:00 from 14 March on, to Monday 00:00, when it is 08:00 in
/// Singapore.
#[test]
fn somebody_is_there_at_every_hour_of_a_working_week() {
    let program = Program::new(&model(Some(SUN)));
    let shifts = program.shifts.iter().flat_map(|shift| shift.turns.iter());
    let mut turns: Vec<(Instant, Instant)> = shifts.map(|turn| (turn.from, turn.to)).collect();
    turns.sort();
    let mut gaps = Vec::new();
    let mut until = turns[0].1;
    for (from, to) in turns {
        if from > until {
            gaps.push((from - until).ticks() / HOUR);
        }
        until = until.max(to);
    }
    assert_eq!(gaps, [47, 47, 47, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48]);
}
