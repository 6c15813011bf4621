//! How long work stays open: the share of items not yet done, by time since arrival, on a logarithmic axis because lead
//! times run from minutes to weeks.

use plotters::style::RGBColor;

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture, with_left_out};
use super::palette::{LABEL, NAME, RULE, SERIES, Series};
use crate::report::{finding, wording};
use crate::results::{Aspect, DemandResult, PromiseResult, Results};

const LEGEND_WIDTH: f64 = 244.0;
const PLOT_HEIGHT: f64 = 300.0;
const DEADLINE_ROW: f64 = 18.0;
const READING: &str = "Share of items still open, by time since arrival. Markers: half done, 95% done. The steeper the fall, the \
                       more predictable. Dashed upright lines: what was promised.";

/// Ticks of the axis, in hours.
const TICKS: [(f64, &str); 12] = [
    (1.0 / 60.0, "1 m"),
    (5.0 / 60.0, "5 m"),
    (0.25, "15 m"),
    (1.0, "1 h"),
    (4.0, "4 h"),
    (12.0, "12 h"),
    (24.0, "1 d"),
    (72.0, "3 d"),
    (168.0, "1 wk"),
    (672.0, "4 wk"),
    (2016.0, "12 wk"),
    (8760.0, "1 year"),
];

struct Frame {
    x: Scale,
    y: Scale,
}

impl Frame {
    fn at(&self, hours: f64, share: f64) -> (f64, f64) {
        let (least, most) = self.x.values;
        (self.x.at(hours.max(1e-9).ln().clamp(least, most)), self.y.at(share))
    }
}

pub(super) fn plot(results: &Results) -> Option<Plot> {
    let drawable = || results.demands.iter().filter(|demand| demand.survival.len() > 1);
    let demands: Vec<&DemandResult> = drawable().take(SERIES.len()).collect();
    let deadlines = deadlines(results);
    let range = range(&demands, &deadlines)?;
    let title = finding::lead_times(results).unwrap_or_else(|| "How long work stays open".into());
    let reading = with_left_out(READING, drawable().count() - demands.len());
    let x = Scale {
        values: range,
        pixels: plot_edges(),
    };
    let rows = label_rows(&deadlines, &x).into_iter().max().map_or(0, |row| row + 1);
    let top = head_height(&title, &reading) + DEADLINE_ROW * rows as f64;
    let svg = picture(top + PLOT_HEIGHT + 62.0, |canvas| {
        canvas.head(&title, &reading);
        let frame = Frame {
            x,
            y: Scale {
                values: (0.0, 1.0),
                pixels: (top + PLOT_HEIGHT, top),
            },
        };
        axes(canvas, &frame);
        for (demand, series) in demands.iter().zip(&SERIES) {
            curve(canvas, &frame, demand, series);
        }
        deadline_lines(canvas, &frame, &deadlines);
        legend(canvas, top + 10.0, &demands);
    });
    Some(Plot {
        file_name: "lead-times.svg".into(),
        title,
        svg,
        text_alternative: words(&demands, &deadlines),
    })
}

/// Logarithms of the shortest and longest hours shown: up to where one in a hundred is still open, and every deadline.
fn range(demands: &[&DemandResult], deadlines: &[Deadline]) -> Option<(f64, f64)> {
    let longest = demands.iter().filter_map(|demand| {
        let shown = demand
            .survival
            .iter()
            .find(|(_, share)| *share <= 0.01)
            .or(demand.survival.last());
        shown.map(|(hours, _)| *hours)
    });
    let shortest = demands.iter().filter_map(|demand| {
        let shown = demand
            .survival
            .iter()
            .find(|(hours, share)| *hours > 0.0 && *share < 0.98);
        shown.map(|(hours, _)| *hours)
    });
    let promised = || deadlines.iter().map(|deadline| deadline.hours);
    let most = longest
        .chain(promised())
        .reduce(f64::max)
        .filter(|hours| *hours > 0.0)?;
    let least = shortest
        .chain(promised())
        .reduce(f64::min)?
        .clamp((1.0_f64 / 60.0).min(most / 10.0), most / 10.0);
    Some((least.ln(), most.ln()))
}

fn plot_edges() -> (f64, f64) {
    (MARGIN + 48.0, WIDTH - LEGEND_WIDTH - 20.0)
}

fn axes(canvas: &mut Canvas, frame: &Frame) {
    let (left, right) = frame.x.pixels;
    for percent in [0.0, 25.0, 50.0, 75.0, 100.0] {
        let y = frame.y.at(percent / 100.0);
        canvas.line(&[(left, y), (right, y)], RULE, 1.0);
        canvas.text(&format!("{percent}%"), (left - 8.0, y), LABEL.right());
    }
    let bottom = frame.y.pixels.0;
    let mut free_from = left - 30.0;
    for (hours, label) in TICKS {
        let log = f64::ln(hours);
        let x = frame.x.at(log);
        if x < left - 0.5 || x > right + 0.5 || x < free_from {
            continue;
        }
        canvas.line(&[(x, frame.y.pixels.1), (x, bottom + 5.0)], RULE, 1.0);
        canvas.text(label, (x, bottom + 17.0), LABEL.centred());
        free_from = x + LABEL.width(label) + 12.0;
    }
    canvas.text(
        "time since arrival (logarithmic)",
        ((left + right) / 2.0, bottom + 40.0),
        LABEL.centred(),
    );
}

fn curve(canvas: &mut Canvas, frame: &Frame, demand: &DemandResult, series: &Series) {
    let (least, most) = frame.x.values;
    let inside = |hours: f64| hours > 0.0 && (least..=most).contains(&hours.ln());
    let mut points: Vec<_> = demand
        .survival
        .iter()
        .filter(|(hours, _)| inside(*hours))
        .map(|(hours, share)| frame.at(*hours, *share))
        .collect();
    if let Some(before) = demand
        .survival
        .iter()
        .rev()
        .find(|(hours, _)| *hours <= 0.0 || hours.ln() < least)
    {
        points.insert(0, frame.at(least.exp(), before.1));
    }
    canvas.dashed(&points, (series.colour, 2.5), series.dashes);
    for (quantile, share) in [(demand.lead_time.p50, 0.5), (demand.lead_time.p95, 0.05)] {
        if let Some(quantile) = quantile.filter(|quantile| inside(quantile.value)) {
            canvas.marker(frame.at(quantile.value, share), series.marker, series.colour);
        }
    }
}

fn legend(canvas: &mut Canvas, top: f64, demands: &[&DemandResult]) {
    let left = WIDTH - LEGEND_WIDTH;
    for (index, (demand, series)) in demands.iter().zip(&SERIES).enumerate() {
        let y = top + 48.0 * index as f64;
        canvas.dashed(&[(left, y), (left + 34.0, y)], (series.colour, 2.5), series.dashes);
        canvas.marker((left + 17.0, y), series.marker, series.colour);
        let name = NAME.cut(&wording::title_plural(&demand.name), LEGEND_WIDTH - 64.0);
        canvas.text(&name, (left + 44.0, y), NAME.coloured(series.colour));
        canvas.text(&quantiles(demand), (left + 44.0, y + 18.0), LABEL);
    }
}

fn quantiles(demand: &DemandResult) -> String {
    if demand.growing {
        return "piling up, so not steady".into();
    }
    let lead = &demand.lead_time;
    format!(
        "half in {}, 95% in {}",
        wording::duration(lead.p50.as_ref()),
        wording::duration(lead.p95.as_ref())
    )
}

/// A promised deadline: hours, words, colour of its demand's line.
struct Deadline {
    hours: f64,
    words: String,
    colour: RGBColor,
}

fn deadlines(results: &Results) -> Vec<Deadline> {
    let shown = |promise: &&PromiseResult| promise.aspect == Aspect::Resolve;
    let mut deadlines: Vec<Deadline> = results
        .promises
        .iter()
        .filter(shown)
        .filter_map(|promise| {
            let hours = promise.deadline_hours.filter(|hours| *hours > 0.0)?;
            let demands = results.demands.iter().filter(|demand| demand.survival.len() > 1);
            let named = demands
                .zip(&SERIES)
                .find(|(demand, _)| promise.demand.as_ref() == Some(&demand.name));
            let colour = named.map_or(LABEL.colour, |(_, series)| series.colour);
            Some(Deadline {
                hours,
                words: wording::promise(promise),
                colour,
            })
        })
        .collect();
    deadlines.sort_by(|one, other| one.hours.total_cmp(&other.hours));
    deadlines
}

/// Row of each label. A label stands to the right of its line, so it has to be above every line that its words reach.
fn label_rows(deadlines: &[Deadline], x: &Scale) -> Vec<usize> {
    let mut rows = vec![0; deadlines.len()];
    for index in (0..deadlines.len()).rev() {
        let end = x.at(deadlines[index].hours.ln()) + LABEL.width(&deadlines[index].words) + LABEL.size;
        let later = index + 1..deadlines.len();
        let reached = later.filter(|later| x.at(deadlines[*later].hours.ln()) <= end);
        rows[index] = reached.map(|later| rows[later] + 1).max().unwrap_or(0);
    }
    rows
}

fn deadline_lines(canvas: &mut Canvas, frame: &Frame, deadlines: &[Deadline]) {
    let top = frame.y.pixels.1;
    for (deadline, row) in deadlines.iter().zip(label_rows(deadlines, &frame.x)) {
        let x = frame.x.at(deadline.hours.ln());
        let label_y = top - 10.0 - DEADLINE_ROW * row as f64;
        canvas.dashed(
            &[(x, label_y - 7.0), (x, frame.y.pixels.0)],
            (deadline.colour, 1.5),
            &[5.0, 4.0],
        );
        let words = LABEL.cut(&deadline.words, WIDTH - MARGIN - x);
        canvas.text(&words, (x + 5.0, label_y), LABEL.coloured(deadline.colour));
    }
}

fn words(demands: &[&DemandResult], deadlines: &[Deadline]) -> String {
    let mut sentences: Vec<String> = demands
        .iter()
        .map(|demand| format!("{}: {}.", wording::title_plural(&demand.name), quantiles(demand)))
        .collect();
    if !deadlines.is_empty() {
        let promised: Vec<String> = deadlines.iter().map(|deadline| deadline.words.clone()).collect();
        sentences.push(format!("Promised: {}.", wording::list(&promised)));
    }
    format!(
        "Falling curves of the share of items still open by time since arrival. {}",
        sentences.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_of_a_deadline_is_crossed_by_another_line() {
        let deadline = |hours: f64| Deadline {
            hours,
            words: "Promise in some hours".into(),
            colour: LABEL.colour,
        };
        let deadlines = [4.0, 5.0, 8.0, 400.0].map(deadline);
        let x = Scale {
            values: (f64::ln(0.1), f64::ln(2000.0)),
            pixels: plot_edges(),
        };
        assert_eq!(label_rows(&deadlines, &x), [2, 1, 0, 0]);
    }

    /// Found by fuzzing: a run of a few seconds, whose longest time is shorter than the least that is usually shown.
    #[test]
    fn times_of_less_than_ten_minutes_have_a_range() {
        let deadline = Deadline {
            hours: 0.001,
            words: "Promise in seconds".into(),
            colour: LABEL.colour,
        };
        let (least, most) = range(&[], &[deadline]).expect("there is something to show");
        assert!(least < most, "{least} to {most}");
    }
}
