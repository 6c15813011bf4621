//! What figures do along one axis: lines with ribbons, or marks with bars where values are words.

use super::canvas::{Canvas, MARGIN, Point, Scale, WIDTH, head_height, picture, round_ticks};
use super::palette::{ACCENT, INK, LABEL, QUIET, RULE, SERIES, Series, paled};
use super::{Plot, ticks};
use crate::report::{varied, wording};
use crate::results::{MeasuredFigure, Sweep};

const HEIGHT: f64 = 300.0;
const LEFT: f64 = 74.0;
const NAMES: f64 = 250.0;
const READING: &str = "Band or bar: how exactly the runs tell. Dashed across: what was promised.";

/// Figures that belong into one picture.
struct Group {
    file_name: &'static str,
    words: &'static str,
    holds: fn(&MeasuredFigure) -> bool,
}

const GROUPS: [Group; 5] = [
    Group {
        file_name: "promises.svg",
        words: "Promises kept",
        holds: |it| it.measure == "promise kept",
    },
    Group {
        file_name: "missed.svg",
        words: "Missed a week",
        holds: |it| it.measure == "missed" && it.by == "all",
    },
    Group {
        file_name: "lead-times.svg",
        words: "85% done in",
        holds: |it| it.measure == "lead time" && it.statistic == "p85",
    },
    Group {
        file_name: "cost.svg",
        words: "Cost a week",
        holds: |it| it.measure == "cost",
    },
    Group {
        file_name: "open.svg",
        words: "Open at the end",
        holds: |it| it.measure == "open at end",
    },
];

/// The pictures of a sweep along one axis.
pub(super) fn plots(sweep: &Sweep) -> Vec<Plot> {
    let Some(first) = sweep.points.first() else {
        return Vec::new();
    };
    let shown = |it: &MeasuredFigure| GROUPS.iter().any(|group| (group.holds)(it));
    let hidden = ["promise periods met", "missed"];
    let mut plots: Vec<Plot> = GROUPS
        .iter()
        .filter_map(|group| plot(sweep, group.words, group.file_name.to_owned(), &|it| (group.holds)(it)))
        .collect();
    for it in first
        .figures
        .iter()
        .filter(|it| !shown(it) && !hidden.contains(&it.measure.as_str()))
    {
        let file_name = format!(
            "{}.svg",
            super::slug(&format!("{} {} {}", it.measure, it.name, it.statistic))
        );
        let same = |other: &MeasuredFigure| {
            (&other.measure, &other.by, &other.name, &other.statistic) == (&it.measure, &it.by, &it.name, &it.statistic)
        };
        plots.extend(plot(sweep, &wording::title(&varied::figure(it)), file_name, &same));
    }
    plots
}

/// A figure along the axis: where, how much, between what.
struct Line<'a> {
    figure: &'a MeasuredFigure,
    points: Vec<(usize, f64, f64, f64)>,
}

fn lines<'a>(sweep: &'a Sweep, holds: &dyn Fn(&MeasuredFigure) -> bool) -> Vec<Line<'a>> {
    let Some(first) = sweep.points.first() else {
        return Vec::new();
    };
    let along = |number: usize| {
        let points = sweep.points.iter().filter_map(|point| {
            let estimate = point.figures.get(number)?.estimate?;
            let value = estimate.value;
            let (low, high) = (estimate.low.unwrap_or(value), estimate.high.unwrap_or(value));
            Some((point.at[0] as usize, value, low, high))
        });
        points.collect()
    };
    let chosen = first.figures.iter().enumerate().filter(|(_, figure)| holds(figure));
    chosen
        .map(|(number, figure)| Line {
            figure,
            points: along(number),
        })
        .filter(|line| !line.points.is_empty())
        .take(SERIES.len())
        .collect()
}

fn plot(sweep: &Sweep, words: &str, file_name: String, holds: &dyn Fn(&MeasuredFigure) -> bool) -> Option<Plot> {
    let lines = lines(sweep, holds);
    let unit = &lines.first()?.figure.unit;
    let axis = &sweep.axes[0];
    let title = title(sweep, words, &lines);
    let ends = lines.iter().flat_map(|line| &line.points);
    let most = ends.clone().map(|point| point.3).fold(0.0, f64::max);
    let least = ends.map(|point| point.2).fold(f64::INFINITY, f64::min);
    let frame = Frame::new(sweep, unit, (least, most), head_height(&title, READING));
    let svg = picture(frame.y.pixels.0 + 58.0, |canvas| {
        canvas.head(&title, READING);
        frame.draw(canvas, sweep, unit);
        // No band hides a line.
        for (line, series) in lines.iter().zip(&SERIES) {
            band(canvas, line, series, &frame);
        }
        for (line, series) in lines.iter().zip(&SERIES) {
            draw(canvas, line, series, &frame);
        }
        names(canvas, &lines, &frame);
    });
    let told = lines.iter().map(|line| {
        let values = line
            .points
            .iter()
            .map(|(at, value, ..)| format!("{} at {}", varied::amount(unit, *value), axis.values[*at].text));
        format!(
            "{}: {}.",
            wording::title(&varied::figure(line.figure)),
            values.collect::<Vec<_>>().join(", ")
        )
    });
    Some(Plot {
        file_name,
        title,
        svg,
        text_alternative: told.collect::<Vec<_>>().join(" "),
    })
}

/// The finding: from what to what the figure goes that moves most.
fn title(sweep: &Sweep, words: &str, lines: &[Line<'_>]) -> String {
    let moved = |line: &&Line<'_>| {
        let ends = line.points.first().zip(line.points.last());
        ends.map_or(0.0, |(first, last)| (last.1 - first.1).abs())
    };
    let most = lines.iter().max_by(|a, b| moved(a).total_cmp(&moved(b)));
    let values = &sweep.axes[0].values;
    let told = most.and_then(|line| {
        let (first, last) = (line.points.first()?, line.points.last()?);
        let of = if lines.len() == 1 {
            words.to_owned()
        } else {
            wording::title(&varied::figure(line.figure))
        };
        let unit = &line.figure.unit;
        let [from, to] = [first, last].map(|point| (varied::amount(unit, point.1), values[point.0].text.as_str()));
        (first.0 != last.0).then(|| {
            let how = if from.0 == to.0 {
                format!("stays at {}", from.0)
            } else {
                format!("goes from {} to {}", from.0, to.0)
            };
            format!(
                "{of} {how} between {} and {}",
                wording::name(from.1),
                varied::value(&sweep.axes[0].path, to.1)
            )
        })
    });
    told.unwrap_or_else(|| words.to_owned())
}

/// Where values are on the paper.
struct Frame {
    x: Vec<f64>,
    y: Scale,
    ticks: Vec<f64>,
    /// How many of the unit people read are one of the results' unit, and what it is called.
    unit: (f64, &'static str),
    is_ordered: bool,
}

impl Frame {
    fn new(sweep: &Sweep, unit: &str, (least, most): (f64, f64), top: f64) -> Frame {
        let values = &sweep.axes[0].values;
        let (factor, name) = super::readable(unit, most);
        let ticks = ticks(least * factor, most * factor, unit == "share");
        let ends = (
            ticks.first().copied().unwrap_or(0.0),
            ticks.last().copied().unwrap_or(1.0),
        );
        let (left, right) = (MARGIN + LEFT, WIDTH - MARGIN - NAMES);
        let sizes: Option<Vec<f64>> = values.iter().map(|value| value.size).collect();
        let is_ordered = sizes.is_some();
        let places = sizes.unwrap_or_else(|| (0..values.len()).map(|at| at as f64).collect());
        let low = places.iter().copied().fold(f64::INFINITY, f64::min);
        let high = places.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let inset = if is_ordered { 14.0 } else { 60.0 };
        let scale = Scale {
            values: (low, if high > low { high } else { low + 1.0 }),
            pixels: (left + inset, right - inset),
        };
        Frame {
            x: places.iter().map(|place| scale.at(*place)).collect(),
            y: Scale {
                values: ends,
                pixels: (top + HEIGHT, top + 8.0),
            },
            ticks,
            unit: (factor, name),
            is_ordered,
        }
    }

    fn at(&self, place: usize, value: f64) -> Point {
        (self.x[place], self.y.at(value * self.unit.0))
    }

    fn draw(&self, canvas: &mut Canvas, sweep: &Sweep, unit: &str) {
        let (left, right) = (MARGIN + LEFT, WIDTH - MARGIN - NAMES);
        for tick in &self.ticks {
            let y = self.y.at(*tick);
            canvas.line(&[(left, y), (right, y)], RULE, 1.0);
            let percent = if unit == "share" { "%" } else { "" };
            let text = format!("{}{percent}", super::canvas_number(*tick));
            canvas.text(&text, (left - 10.0, y), LABEL.right());
        }
        canvas.text(self.unit.1, (MARGIN, self.y.pixels.1 - 12.0), LABEL);
        let axis = &sweep.axes[0];
        let bottom = self.y.pixels.0;
        let mut free = f64::NEG_INFINITY;
        for (value, x) in axis.values.iter().zip(&self.x) {
            let text = LABEL.cut(&wording::name(&value.text), 150.0);
            let half = LABEL.width(&text) / 2.0 + 4.0;
            // Labels that would lie on each other are left out, but never today's.
            if x - half < free && !value.today {
                continue;
            }
            free = x + half;
            let ink = if value.today { LABEL.coloured(INK) } else { LABEL };
            canvas.text(&text, (*x, bottom + 16.0), ink.centred());
            if value.today {
                canvas.dashed(&[(*x, bottom), (*x, self.y.pixels.1)], (QUIET, 1.0), &[3.0, 4.0]);
                canvas.text("today", (*x, bottom + 32.0), LABEL.centred());
            }
        }
        let middle = (left + right) / 2.0;
        canvas.text(&varied::path(&axis.path), (middle, bottom + 48.0), LABEL.centred());
    }
}

fn band(canvas: &mut Canvas, line: &Line<'_>, series: &Series, frame: &Frame) {
    if frame.is_ordered && line.points.len() > 1 {
        let upper = line.points.iter().map(|(at, _, _, high)| frame.at(*at, *high));
        let lower = line.points.iter().rev().map(|(at, _, low, _)| frame.at(*at, *low));
        canvas.area(&upper.chain(lower).collect::<Vec<_>>(), paled(paled(series.colour)));
    }
}

fn draw(canvas: &mut Canvas, line: &Line<'_>, series: &Series, frame: &Frame) {
    if let Some(target) = line.figure.target {
        let y = frame.y.at(target * frame.unit.0);
        let (left, right) = (MARGIN + LEFT, WIDTH - MARGIN - NAMES);
        canvas.dashed(&[(left, y), (right, y)], (ACCENT, 1.0), &[6.0, 4.0]);
    }
    if frame.is_ordered && line.points.len() > 1 {
        let middle: Vec<Point> = line
            .points
            .iter()
            .map(|(at, value, ..)| frame.at(*at, *value))
            .collect();
        canvas.dashed(&middle, (series.colour, 2.0), series.dashes);
    }
    for (at, value, low, high) in &line.points {
        let [top, bottom] = [*high, *low].map(|end| frame.at(*at, end));
        if !frame.is_ordered {
            canvas.line(&[top, bottom], series.colour, 2.0);
        }
        canvas.marker(frame.at(*at, *value), series.marker, series.colour);
    }
}

/// Names at the ends of lines, moved apart where they would lie on each other.
fn names(canvas: &mut Canvas, lines: &[Line<'_>], frame: &Frame) {
    let ends = lines.iter().zip(&SERIES).filter_map(|(line, series)| {
        let (at, value, ..) = line.points.last()?;
        Some((frame.at(*at, *value).1, line.figure, series))
    });
    let mut ends: Vec<_> = ends.collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f64::NEG_INFINITY;
    // The last names are drawn from below where they would leave the picture.
    let room = frame.y.pixels.0 - 18.0 * ends.len() as f64;
    for (number, (y, figure, series)) in ends.into_iter().enumerate() {
        let y = y.max(free).min(room + 18.0 * (number as f64 + 1.0));
        free = y + 18.0;
        let x = WIDTH - MARGIN - NAMES + 10.0;
        canvas.marker((x, y), series.marker, series.colour);
        let target = figure.target.map_or(String::new(), |target| {
            format!(" (target {})", wording::percent(target))
        });
        let text = LABEL.cut(&format!("{}{target}", short(figure)), NAMES - 24.0);
        canvas.text(&text, (x + 12.0, y), LABEL.coloured(INK));
    }
}

fn short(figure: &MeasuredFigure) -> String {
    match figure.measure.as_str() {
        "promise kept" => varied::promise(&figure.name),
        "lead time" if figure.by == "demand" => wording::title_plural(&figure.name),
        _ => wording::title(&varied::figure(figure)),
    }
}

/// For [`round_ticks`] from nothing.
pub(super) fn from_nothing(most: f64) -> Vec<f64> {
    round_ticks(most, 5.0)
}
