//! Break-even: how much a control must catch to be no worse than another way of working.
//!
//! Both ways are run with common random numbers. Whether a change would fail, and whether a reviewer sees it, are drawn from
//! keys of their own, so that the same changes fail under every policy, and a control that catches more catches what it caught
//! before and more. The shares whose paired interval contains zero are those that a test at the same level cannot tell from the
//! break-even share: together they are a confidence set for it (a test turned round; Lehmann and Romano, *Testing Statistical
//! Hypotheses*, §3.5), so that no correction for the number of shares tried is due.

use std::collections::BTreeMap;

use super::prepared::Planned;
use super::replications::Means;
use super::trials::{Contender, Description, Forgetful, Measured, Memory, Trial, Wanted, measure};
use super::warm_up::settle;
use super::workshop::{Unfit, Workshop};
use crate::measures::figures::Better;
use crate::measures::{CONFIDENCE, Identity, about};
use crate::results::break_even::{BreakEven, BreakEvenAnswer, BreakEvenPoint, Pays};
use crate::results::{About, Estimate};

/// Shares are tried in thousandths.
const WHOLE: u32 = 1_000;
/// The shares that are tried first.
const FIRST: [u32; 5] = [0, 250, 500, 750, WHOLE];
/// The ends of the range are found to a percentage point.
const NEAR: u32 = 10;
/// Statistics that a figure is taken by where none is named.
const USUAL: [&str; 3] = ["mean", "share", "per week"];

/// What is asked.
#[derive(Clone, Debug)]
pub struct BreakEvenQuestion<'a> {
    /// What has the share, as in overrides: `route.board.catches_bad`.
    pub path: &'a str,
    /// The way of working that has it, by name.
    pub with: &'a str,
    /// The other way, by name.
    pub against: &'a str,
    /// By which figure.
    pub figure: Description,
    /// What the scenario says the share is.
    pub stated: Option<f64>,
    /// Replications of each share.
    pub replications: u32,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoBreakEven {
    /// The scenario cannot be run with such a share.
    Unfit(Unfit),
    /// There is no such figure, or it says nothing.
    NoFigure,
    /// The work was stopped before anything could be said.
    Stopped,
}

/// Both ways of working, to be run in the same way.
pub struct Sides<'a>([Planned<'a>; 2]);

impl Sides<'_> {
    /// Each as a workshop.
    pub fn each(&self) -> [&dyn Workshop; 2] {
        [&self.0[0], &self.0[1]]
    }
}

/// Finds the warm-up of both, where a pilot decides it, and says what is run.
///
/// # Errors
/// One of them cannot be run, or it was stopped.
pub fn settled<'a>(
    sides: [&'a dyn Workshop; 2],
    replications: u32,
    means: &mut Means<'_>,
) -> Result<(About, Sides<'a>), NoBreakEven> {
    let made = |side: &dyn Workshop, name: &str| side.contender(name, &[]).map_err(NoBreakEven::Unfit);
    let (first, second) = (made(sides[0], "today")?, made(sides[1], "other")?);
    let identity = Identity {
        variant: None,
        ..first.candidate.identity
    };
    let mut models = [first.candidate.model, second.candidate.model];
    if models[0].run.automatic_warm_up {
        let [one, other] = &mut models;
        settle(&mut [one, other], means).ok_or(NoBreakEven::Stopped)?;
    }
    let model = &mut models[0];
    model.run.replications = replications;
    model.run.precision = None;
    let about = about(model, replications, &identity);
    let planned = sides.map(|workshop| Planned {
        workshop,
        run: model.run.clone(),
    });
    Ok((about, Sides(planned)))
}

/// Finds the break-even of one way of working against another.
///
/// # Errors
/// Why there is none.
pub fn break_even(
    [with, against]: [&dyn Workshop; 2],
    question: &BreakEvenQuestion<'_>,
    memory: &mut dyn Memory,
    means: &mut Means<'_>,
) -> Result<BreakEven, NoBreakEven> {
    let mut search = Search {
        sides: [with, against],
        question,
        wanted: Wanted(vec![question.figure.clone()]),
        tried: BTreeMap::new(),
        fixed: None,
        done: 0,
    };
    search.look_for_the_figure(means)?;
    search.try_all(&[0, WHOLE], memory, means)?;
    search.fix_what_does_not_change();
    search.try_all(&FIRST, memory, means)?;
    while !means.stop.load(std::sync::atomic::Ordering::Relaxed) {
        let between = search.between();
        if between.is_empty() {
            break;
        }
        search.try_all(&between, memory, means)?;
    }
    search.answer()
}

struct Search<'a> {
    sides: [&'a dyn Workshop; 2],
    question: &'a BreakEvenQuestion<'a>,
    wanted: Wanted,
    /// Both figures by share, in thousandths.
    tried: BTreeMap<u32, [Measured; 2]>,
    /// The other way's figure, where the share means nothing to it.
    fixed: Option<Measured>,
    done: u32,
}

impl Search<'_> {
    fn contender(&self, side: usize, share: u32) -> Result<Contender, NoBreakEven> {
        let change = format!("{}=\"{}%\"", self.question.path, f64::from(share) / 10.0);
        let name = [self.question.with, self.question.against][side];
        self.sides[side].contender(name, &[change]).map_err(NoBreakEven::Unfit)
    }

    /// One replication says whether there is such a figure, before anything is kept.
    fn look_for_the_figure(&self, means: &mut Means<'_>) -> Result<(), NoBreakEven> {
        let contender = self.contender(0, 0)?;
        let trial = Trial {
            contender: &contender,
            from: 0,
            until: 1,
        };
        match measure(&[trial], &self.wanted, &mut Forgetful, (0, 1), means)
            .pop()
            .flatten()
        {
            Some(figures) if figures.is_empty() => Err(NoBreakEven::NoFigure),
            Some(_) => Ok(()),
            None => Err(NoBreakEven::Stopped),
        }
    }

    fn try_all(&mut self, shares: &[u32], memory: &mut dyn Memory, means: &mut Means<'_>) -> Result<(), NoBreakEven> {
        let new: Vec<u32> = shares
            .iter()
            .copied()
            .filter(|share| !self.tried.contains_key(share))
            .collect();
        let sides: &[usize] = if self.fixed.is_some() { &[0] } else { &[0, 1] };
        let mut contenders = Vec::new();
        for &share in &new {
            for &side in sides {
                contenders.push(self.contender(side, share)?);
            }
        }
        let until = self.question.replications;
        let trial = |contender| Trial {
            contender,
            from: 0,
            until,
        };
        let trials: Vec<Trial<'_>> = contenders.iter().map(trial).collect();
        let planned = self.done + until * trials.len() as u32;
        let found = measure(&trials, &self.wanted, memory, (self.done, planned), means);
        self.done = planned;
        let mut found = found.into_iter();
        for share in new {
            let mut next = || found.next().flatten();
            let with = next();
            let against = self.fixed.clone().map(|fixed| vec![fixed]).or_else(next);
            // What was cut short is not there, and neither is what follows.
            let (Some(with), Some(against)) = (with, against) else {
                break;
            };
            let pair = [with, against].map(|figures| usual(figures, &self.question.figure));
            let [Some(with), Some(against)] = pair else {
                return Err(NoBreakEven::NoFigure);
            };
            self.tried.insert(share, [with, against]);
        }
        Ok(())
    }

    /// Where the other way is the same whether nothing or all is caught, it has no such control.
    fn fix_what_does_not_change(&mut self) {
        if let (Some([_, none]), Some([_, all])) = (self.tried.get(&0), self.tried.get(&WHOLE))
            && none == all
        {
            self.fixed = Some(none.clone());
        }
    }

    /// The shares half way between two neighbours of which one pays and the other does not, or is open.
    fn between(&self) -> Vec<u32> {
        let told: Vec<(u32, Pays)> = self.points().map(|(share, point)| (share, point.pays)).collect();
        let pairs = told.windows(2);
        let wide = pairs.filter(|pair| {
            let apart = pair[1].0 - pair[0].0;
            let near = if pair[0].1 != Pays::Open && pair[1].1 != Pays::Open {
                1
            } else {
                NEAR
            };
            pair[0].1 != pair[1].1 && apart > near
        });
        wide.map(|pair| u32::midpoint(pair[0].0, pair[1].0)).collect()
    }

    fn points(&self) -> impl Iterator<Item = (u32, BreakEvenPoint)> + '_ {
        self.tried.iter().filter_map(|(&share, [with, against])| {
            let paired = with.reading.less(&against.reading, CONFIDENCE)?.difference;
            let good = match with.better {
                Better::More => paired.low > 0.0,
                _ => paired.high < 0.0,
            };
            let pays = match paired.low <= 0.0 && paired.high >= 0.0 {
                true => Pays::Open,
                false if good => Pays::Yes,
                false => Pays::No,
            };
            let difference = Estimate {
                value: paired.value,
                low: Some(paired.low),
                high: Some(paired.high),
            };
            let share_of_one = f64::from(share) / f64::from(WHOLE);
            Some((
                share,
                BreakEvenPoint {
                    share: share_of_one,
                    difference,
                    pays,
                },
            ))
        })
    }

    fn answer(&self) -> Result<BreakEven, NoBreakEven> {
        let points: Vec<BreakEvenPoint> = self.points().map(|(_, point)| point).collect();
        let Some([figure, _]) = self.tried.values().next() else {
            return Err(NoBreakEven::Stopped);
        };
        if points.is_empty() {
            return Err(NoBreakEven::NoFigure);
        }
        let (low, high) = range(&points);
        Ok(BreakEven {
            path: self.question.path.to_owned(),
            with: self.question.with.to_owned(),
            against: self.question.against.to_owned(),
            measure: figure.measure.clone(),
            by: figure.by.clone(),
            name: figure.name.clone(),
            statistic: figure.statistic.clone(),
            unit: figure.unit.clone(),
            more_is_better: figure.better == Better::More,
            stated: self.question.stated,
            answer: conclusion(&points),
            low,
            high,
            step: f64::from(NEAR) / f64::from(WHOLE),
            points,
            replications: self.question.replications,
            confidence: CONFIDENCE,
        })
    }
}

/// The figure that was asked for; of several statistics the usual one.
fn usual(figures: Vec<Measured>, asked: &Description) -> Option<Measured> {
    let fits = |figure: &&Measured| asked.statistic.is_some() || USUAL.contains(&figure.statistic.as_str());
    let first = figures.iter().find(fits).or(figures.first());
    first.cloned()
}

/// The least and the greatest share at which the interval contains zero; where there is none between one that pays and one that
/// does not, those two.
fn range(points: &[BreakEvenPoint]) -> (Option<f64>, Option<f64>) {
    let open = || {
        points
            .iter()
            .filter(|point| point.pays == Pays::Open)
            .map(|point| point.share)
    };
    if let (Some(low), Some(high)) = (open().next(), open().next_back()) {
        return (Some(low), Some(high));
    }
    let turn = points.windows(2).find(|pair| pair[0].pays != pair[1].pays);
    (turn.map(|pair| pair[0].share), turn.map(|pair| pair[1].share))
}

fn conclusion(points: &[BreakEvenPoint]) -> BreakEvenAnswer {
    let all = |pays| points.iter().all(|point| point.pays == pays);
    let ends = [points.first(), points.last()].map(|point| point.map_or(Pays::Open, |point| point.pays));
    match ends {
        _ if all(Pays::No) => BreakEvenAnswer::Never,
        _ if all(Pays::Yes) => BreakEvenAnswer::Always,
        _ if all(Pays::Open) => BreakEvenAnswer::Unclear,
        [Pays::Yes, _] | [_, Pays::No] => BreakEvenAnswer::Reversed,
        [Pays::No, Pays::Yes] => BreakEvenAnswer::Between,
        [Pays::No, Pays::Open] => BreakEvenAnswer::AtMostNearAll,
        [Pays::Open, Pays::Yes] => BreakEvenAnswer::AtLeastNearNone,
        [Pays::Open, Pays::Open] => BreakEvenAnswer::Unclear,
    }
}
