//! Open items day by day: the median run and the band in which nine of ten runs lie. The band is risk, not error.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture, round_ticks, short_number, with_left_out};
use super::palette::{ACCENT, LABEL, NAME, PALE, RULE, STRONG};
use crate::report::{finding, wording};
use crate::results::{BacklogDay, BacklogSeries, DemandResult, Results};

const MAIN_HEIGHT: f64 = 210.0;
const SMALL_HEIGHT: f64 = 100.0;
const SMALL_MOST: usize = 6;
const ALL: &str = "All open items";
const READING: &str = "Open items at the start of each day. Line: the middle run. Band: nine of ten runs lie in it. It shows how much \
     luck matters, not how exact the forecast is.";

/// Where a panel stands: left, top, width and height of its plotting area.
#[derive(Clone, Copy)]
struct Panel {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

pub(super) fn plot(results: &Results) -> Option<Plot> {
    let drawable = || results.backlog.iter().filter(|series| series.days.len() > 1);
    let main = drawable()
        .find(|series| series.name == "all")
        .or_else(|| drawable().next())?;
    let left_out = drawable().count().saturating_sub(SMALL_MOST + 1);
    let reading = with_left_out(READING, left_out);
    let small: Vec<&BacklogSeries> = drawable()
        .filter(|series| series.name != main.name)
        .take(SMALL_MOST)
        .collect();
    let title = title(results, main)?;
    let top = head_height(&title, &reading) + 20.0;
    let columns = columns(small.len());
    let small_rows = small.len().div_ceil(columns) as f64;
    let height = top + MAIN_HEIGHT + 40.0 + small_rows * (SMALL_HEIGHT + 58.0);
    let svg = picture(height, |canvas| {
        canvas.head(&title, &reading);
        let width = WIDTH - MARGIN - 48.0 - 50.0;
        panel(
            canvas,
            main,
            Panel {
                left: MARGIN + 48.0,
                top,
                width,
                height: MAIN_HEIGHT,
            },
        );
        for (index, series) in small.iter().enumerate() {
            panel(canvas, series, small_panel(index, columns, top + MAIN_HEIGHT + 70.0));
        }
    });
    let text_alternative = std::iter::once(main)
        .chain(small)
        .filter_map(words)
        .collect::<Vec<_>>()
        .join(" ");
    Some(Plot {
        file_name: "backlog.svg".into(),
        title,
        svg,
        text_alternative,
    })
}

/// Small panels beside each other: such that rows are full where they can be.
fn columns(panels: usize) -> usize {
    if matches!(panels, 1 | 2 | 4) { 2 } else { 3 }
}

fn small_panel(index: usize, columns: usize, top: f64) -> Panel {
    let each = (WIDTH - MARGIN) / columns as f64;
    let (column, row) = (index % columns, index / columns);
    Panel {
        left: MARGIN + 48.0 + each * column as f64,
        top: top + (SMALL_HEIGHT + 58.0) * row as f64,
        width: each - 88.0,
        height: SMALL_HEIGHT,
    }
}

fn title(results: &Results, main: &BacklogSeries) -> Option<String> {
    let growth = |demand: &DemandResult| demand.growth_per_week.map_or(0.0, |growth| growth.value);
    let growing = results.demands.iter().filter(|demand| demand.growing);
    let fastest = growing.max_by(|one, other| growth(one).total_cmp(&growth(other)));
    if let Some(sentence) = fastest.and_then(finding::pile_up) {
        return Some(sentence.trim_end_matches('.').into());
    }
    let end = main.days.last()?;
    let (low, high) = (wording::rounded(end.p5, 0), wording::rounded(end.p95, 0));
    Some(format!("Nine of ten runs end with {low} to {high} items open"))
}

/// A tick's number: ticks below ten may have decimals.
fn axis_number(tick: f64) -> String {
    if tick < 10.0 {
        wording::plain(tick)
    } else {
        short_number(tick)
    }
}

fn panel(canvas: &mut Canvas, series: &BacklogSeries, panel: Panel) {
    let most = series.days.iter().map(|day| day.p95).fold(1.0, f64::max);
    let ticks = round_ticks(most, (panel.height / 50.0).floor());
    let (first, last) = (series.days[0].day, series.days[series.days.len() - 1].day);
    let x = Scale {
        values: (first, last),
        pixels: (panel.left, panel.left + panel.width),
    };
    let top_value = ticks.last().copied().unwrap_or(most);
    let y = Scale {
        values: (0.0, top_value),
        pixels: (panel.top + panel.height, panel.top),
    };
    for tick in &ticks {
        canvas.line(&[(x.pixels.0, y.at(*tick)), (x.pixels.1, y.at(*tick))], RULE, 1.0);
        canvas.text(&axis_number(*tick), (x.pixels.0 - 8.0, y.at(*tick)), LABEL.right());
    }
    let name = if series.name == "all" {
        ALL.into()
    } else {
        wording::title_plural(&series.name)
    };
    canvas.text(&NAME.cut(&name, panel.width), (panel.left, panel.top - 16.0), NAME);
    dates(canvas, &series.days, &x, y.pixels.0);
    fan(canvas, &series.days, &x, &y);
    counting_starts(canvas, &x, panel);
    end_labels(canvas, &series.days[series.days.len() - 1], x.pixels.1, &y);
}

fn fan(canvas: &mut Canvas, days: &[BacklogDay], x: &Scale, y: &Scale) {
    let upper = days.iter().map(|day| (x.at(day.day), y.at(day.p95)));
    let lower = days.iter().rev().map(|day| (x.at(day.day), y.at(day.p5)));
    canvas.area(&upper.chain(lower).collect::<Vec<_>>(), PALE);
    let median: Vec<_> = days.iter().map(|day| (x.at(day.day), y.at(day.p50))).collect();
    canvas.line(&median, STRONG, 2.5);
}

/// The values at the end, beside the band, where they do not cover each other.
fn end_labels(canvas: &mut Canvas, end: &BacklogDay, right: f64, y: &Scale) {
    let mut free_from = f64::INFINITY;
    for (value, lettering) in [(end.p5, LABEL), (end.p50, NAME.coloured(STRONG)), (end.p95, LABEL)] {
        if y.at(value) < free_from {
            canvas.text(&short_number(value), (right + 6.0, y.at(value)), lettering);
            free_from = y.at(value) - 14.0;
        }
    }
}

fn counting_starts(canvas: &mut Canvas, x: &Scale, panel: Panel) {
    if x.values.0 >= 0.0 || x.values.1 <= 0.0 {
        return;
    }
    let at = x.at(0.0);
    let is_main = panel.height > SMALL_HEIGHT;
    let above = if is_main { 22.0 } else { 0.0 };
    canvas.dashed(
        &[(at, panel.top - above), (at, panel.top + panel.height)],
        (ACCENT, 1.5),
        &[4.0, 4.0],
    );
    if is_main {
        // Beside the line, but never over the panel's name.
        let left = (at + 6.0).max(panel.left + NAME.width(ALL) + 12.0);
        canvas.text("counting starts", (left, panel.top - 15.0), LABEL.coloured(ACCENT));
    }
}

/// About one date a hundred pixels, at the first days of weeks or months where the window is long enough.
fn dates(canvas: &mut Canvas, days: &[BacklogDay], x: &Scale, bottom: f64) {
    let most = ((x.pixels.1 - x.pixels.0) / 90.0).floor().max(1.0);
    let span = x.values.1 - x.values.0;
    let step = [1.0, 2.0, 7.0, 14.0, 28.0, 56.0, 91.0, 182.0, 364.0]
        .into_iter()
        .find(|step| span / step <= most);
    let step = step.unwrap_or(728.0);
    // A clock change makes days since the start a little more or less than whole.
    let is_tick =
        |day: &&BacklogDay| (day.day - day.day.round()).abs() < 0.1 && day.day.round().rem_euclid(step) == 0.0;
    for day in days.iter().filter(is_tick) {
        let at = x.at(day.day);
        canvas.line(&[(at, bottom), (at, bottom + 5.0)], RULE, 1.0);
        canvas.text(&short_date(&day.date), (at, bottom + 17.0), LABEL.centred());
    }
}

/// `1 Feb` for `2027-02-01`; as written where it is no date.
fn short_date(date: &str) -> String {
    date.parse::<jiff::civil::Date>()
        .map_or_else(|_| date.to_string(), |date| date.strftime("%-d %b").to_string())
}

fn words(series: &BacklogSeries) -> Option<String> {
    let end = series.days.last()?;
    let name = if series.name == "all" {
        ALL.into()
    } else {
        wording::title_plural(&series.name)
    };
    let [low, middle, high] = [end.p5, end.p50, end.p95].map(|value| wording::rounded(value, 0));
    Some(format!(
        "{name}: on {} the middle run has {middle} open; nine of ten runs have {low} to {high}.",
        end.date
    ))
}
