//! What was understood of a scenario before any run, for a terminal.

use super::grid::{Align, Cell, Grid, Ink, TerminalStyle, cell, inked};
use super::wording;

/// A scenario as a manager would tell it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understanding {
    /// The scenario's title, with the variant where there is one.
    pub title: String,
    /// Teams, in the order of the scenario.
    pub teams: Vec<TeamLine>,
    /// Work that people of several teams do; empty where there is none.
    pub shared: Vec<SharedLine>,
    /// Demands, in the order of the scenario.
    pub demands: Vec<DemandLine>,
    /// Work that is open at the start, by team; empty where there is none.
    pub starting: Vec<StartingLine>,
    /// Suppliers, spare parts and services, in words; empty where there are none.
    pub beside: Vec<BesideLine>,
    /// Promises, in the order of the scenario; one entry per deadline.
    pub promises: Vec<PromiseLine>,
    /// Names of the variants.
    pub variants: Vec<String>,
}

/// A team and its week.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamLine {
    /// Its name.
    pub name: String,
    /// `4 office, 1 late`.
    pub people: String,
    /// Hours a week that it has in a standard week, for work and for boards.
    pub capacity: f64,
    /// Hours a week that are asked of it: work, and expected meetings of boards.
    pub offered: f64,
}

/// Work that people of several teams do, and their week.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedLine {
    /// The teams whose work it is.
    pub work: Vec<String>,
    /// The teams whose people may do it.
    pub people: Vec<String>,
    /// Hours a week that those people have for it.
    pub capacity: f64,
    /// Hours a week that it asks.
    pub offered: f64,
}

/// A demand and its week.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandLine {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Items in a standard week, those that others raise included.
    pub per_week: f64,
    /// The steps that it takes.
    pub steps: Vec<String>,
}

/// Work that is open at the start, for one team.
#[derive(Clone, Debug, PartialEq)]
pub struct StartingLine {
    /// The team's name.
    pub team: String,
    /// Hours of work that it asks of the team.
    pub hours: f64,
    /// Weeks until it is worked off with the hours that what arrives leaves; absent where it leaves none.
    pub weeks: Option<f64>,
}

/// A supplier, a spare part or a service.
#[derive(Clone, Debug, PartialEq)]
pub struct BesideLine {
    /// Its name.
    pub name: String,
    /// Which of these it is.
    pub what: &'static str,
    /// What the scenario says of it.
    pub words: String,
}

/// One deadline of a promise.
#[derive(Clone, Debug, PartialEq)]
pub struct PromiseLine {
    /// In words.
    pub words: String,
    /// Share that is to be kept.
    pub target: f64,
    /// Best share that any staffing could reach; absent where nothing stands in the way.
    pub ceiling: Option<f64>,
}

/// The summary of `flowcast check`.
pub fn understanding(of: &Understanding, style: &TerminalStyle) -> String {
    let mut out = format!("{}\n", style.signs(&style.paint(&of.title, Ink::Heading)));
    let mut grids = vec![teams(&of.teams)];
    if !of.shared.is_empty() {
        grids.push(shared(&of.shared));
    }
    grids.push(demands(&of.demands));
    if !of.starting.is_empty() {
        grids.push(starting(&of.starting));
    }
    if !of.beside.is_empty() {
        grids.push(beside(&of.beside));
    }
    grids.push(promises(&of.promises));
    for grid in grids {
        out.push_str(&grid.render(style));
    }
    if !of.variants.is_empty() {
        out.push_str(&style.paint("VARIANTS", Ink::Heading));
        out.push('\n');
        of.variants
            .iter()
            .for_each(|name| out.push_str(&format!("  {}\n", wording::name(name))));
    }
    out
}

/// Loads above 100 % stand out.
fn load(offered: f64, capacity: f64) -> Cell {
    let load = (capacity > 0.0).then(|| offered / capacity);
    let ink = if load.is_some_and(|load| load > 1.0) {
        Ink::Bad
    } else {
        Ink::Plain
    };
    let words = load.map_or(wording::UNKNOWN.into(), |load| {
        format!("{}%", wording::rounded(load * 100.0, 0))
    });
    inked(words, ink)
}

fn shared(lines: &[SharedLine]) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Left, Align::Right, Align::Right, Align::Right]);
    grid.heading(&[
        "SHARED WORK OF",
        "is done by",
        "hours a week they have",
        "are asked of them",
        "load",
    ]);
    for line in lines {
        let names = |names: &[String]| {
            names
                .iter()
                .map(|name| wording::title(name))
                .collect::<Vec<_>>()
                .join(", ")
        };
        grid.row(vec![
            cell(format!("  {}", names(&line.work))),
            cell(names(&line.people)),
            cell(wording::rounded(line.capacity, 0)),
            cell(wording::rounded(line.offered, 0)),
            load(line.offered, line.capacity),
        ]);
    }
    grid
}

fn teams(lines: &[TeamLine]) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Left, Align::Right, Align::Right, Align::Right]);
    grid.heading(&["TEAMS", "people", "hours a week they have", "are asked of them", "load"]);
    for team in lines {
        grid.row(vec![
            cell(format!("  {}", wording::title(&team.name))),
            cell(wording::name(&team.people)),
            cell(wording::rounded(team.capacity, 0)),
            cell(wording::rounded(team.offered, 0)),
            load(team.offered, team.capacity),
        ]);
    }
    grid
}

fn starting(lines: &[StartingLine]) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Right, Align::Right]);
    grid.heading(&["OPEN AT THE START", "hours of work", "weeks to work it off"]);
    for line in lines {
        grid.row(vec![
            cell(format!("  {}", wording::title(&line.team))),
            cell(wording::rounded(line.hours, 0)),
            cell(
                line.weeks
                    .map_or("never".to_owned(), |weeks| wording::rounded(weeks, -1)),
            ),
        ]);
    }
    grid
}

fn beside(lines: &[BesideLine]) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Left, Align::Left]);
    grid.heading(&["BESIDE THE WORK", "", ""]);
    for line in lines {
        grid.row(vec![
            cell(format!("  {}", wording::title(&line.name))),
            cell(line.what),
            cell(wording::name(&line.words)),
        ]);
    }
    grid
}

fn demands(lines: &[DemandLine]) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Left, Align::Right, Align::Left]);
    grid.heading(&["DEMAND", "kind", "a week", "steps"]);
    for demand in lines {
        grid.row(vec![
            cell(format!("  {}", wording::title_plural(&demand.name))),
            cell(&demand.kind),
            cell(wording::plain(demand.per_week)),
            cell(wording::name(&demand.steps.join(" → "))),
        ]);
    }
    grid
}

fn promises(lines: &[PromiseLine]) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Right, Align::Left]);
    grid.heading(&["PROMISES", "target", "what opening hours allow"]);
    for promise in lines {
        let (best, ink) = match promise.ceiling {
            None => ("all".to_owned(), Ink::Plain),
            Some(best) => (
                format!("at most {}", wording::share_given(best)),
                if best < promise.target { Ink::Bad } else { Ink::Plain },
            ),
        };
        grid.row(vec![
            cell(format!("  {}", promise.words)),
            cell(wording::percent(promise.target)),
            inked(best, ink),
        ]);
    }
    if lines.is_empty() {
        grid.row(vec![inked("  none in this scenario", Ink::Quiet)]);
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_reads_as_tables() {
        let of = Understanding {
            title: "A desk".into(),
            teams: vec![TeamLine {
                name: "desk".into(),
                people: "2 office".into(),
                capacity: 76.5,
                offered: 90.0,
            }],
            shared: vec![SharedLine {
                work: vec!["desk".into()],
                people: vec!["desk".into(), "platform".into()],
                capacity: 180.2,
                offered: 90.1,
            }],
            demands: vec![DemandLine {
                name: "incident".into(),
                kind: "failure".into(),
                per_week: 300.0,
                steps: vec!["triage".into(), "fix".into()],
            }],
            starting: vec![StartingLine {
                team: "platform".into(),
                hours: 412.3,
                weeks: Some(9.5),
            }],
            beside: vec![BesideLine {
                name: "netco".into(),
                what: "supplier",
                words: "5 h on average, in office hours".into(),
            }],
            promises: vec![PromiseLine {
                words: "Incidents in 4 h".into(),
                target: 0.95,
                ceiling: Some(0.84),
            }],
            variants: vec!["one more".into()],
        };
        let style = TerminalStyle {
            colour: false,
            width: 100,
            unicode: false,
        };
        assert_eq!(
            understanding(&of, &style),
            "A desk\n\
             TEAMS    people     hours a week they have   are asked of them   load\n  \
               Desk   2 office                       76                  90   118%\n\
             SHARED WORK OF   is done by       hours a week they have   are asked of them   load\n  \
               Desk           Desk, Platform                      180                  90    50%\n\
             DEMAND        kind      a week   steps\n  \
               Incidents   failure      300   triage -> fix\n\
             OPEN AT THE START   hours of work   weeks to work it off\n  \
               Platform                    412                    9.5\n\
             BESIDE THE WORK\n  \
               Netco           supplier   5 h on average, in office hours\n\
             PROMISES             target   what opening hours allow\n  \
               Incidents in 4 h      95%   at most 84%\n\
             VARIANTS\n  \
               one more\n"
        );
    }
}
