//! The value that opportunities have delivered by the end of each week.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture, round_ticks, short_number, with_left_out};
use super::palette::{LABEL, RULE, SERIES};
use crate::report::wording;
use crate::results::{OpportunityResult, Results};

const HEIGHT: f64 = 240.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 150.0;

pub(super) fn plot(results: &Results) -> Option<Plot> {
    let drawable = || results.opportunities.iter().filter(|of| of.by_week.len() > 1);
    let shown: Vec<&OpportunityResult> = drawable().take(SERIES.len()).collect();
    let most = shown.iter().flat_map(|of| sums(of)).fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let title = title(&shown)?;
    let unit = results.money.as_ref().and_then(|money| money.currency.as_deref());
    let unit = unit.map_or(String::new(), |unit| format!(" in {unit}"));
    let reading = with_left_out(
        &format!("Value delivered since counting began{unit}, by the end of each week: the mean of all runs."),
        drawable().count() - shown.len(),
    );
    let top = head_height(&title, &reading) + 14.0;
    let svg = picture(top + HEIGHT + 44.0, |canvas| {
        canvas.head(&title, &reading);
        draw(canvas, &shown, (top, most));
    });
    let text_alternative = shown.iter().filter_map(|of| words(of)).collect::<Vec<_>>().join(" ");
    Some(Plot {
        file_name: "value.svg".into(),
        title,
        svg,
        text_alternative,
    })
}

/// What has come by the end of each week, nothing first.
fn sums(of: &OpportunityResult) -> Vec<f64> {
    let mut sum = 0.0;
    let weeks = of.by_week.iter().map(|week| {
        sum += week.value.map_or(0.0, |value| value.value);
        sum
    });
    std::iter::once(0.0).chain(weeks).collect()
}

/// The week by whose end half of the value of the first has come.
fn title(shown: &[&OpportunityResult]) -> Option<String> {
    let worth = |of: &&&OpportunityResult| sums(of).last().copied().unwrap_or(0.0);
    let of = shown
        .iter()
        .rev()
        .max_by(|one, other| worth(one).total_cmp(&worth(other)))?;
    let sums = sums(of);
    let half = sums.last()? / 2.0;
    let week = sums.iter().position(|sum| *sum >= half && *sum > 0.0)?;
    let begins = &of.by_week.get(week.checked_sub(1)?)?.begins;
    Some(format!(
        "Half of the value of {} has come by the end of the week of {begins}",
        wording::plural(&of.name)
    ))
}

fn draw(canvas: &mut Canvas, shown: &[&OpportunityResult], (top, most): (f64, f64)) {
    let weeks = shown.iter().map(|of| of.by_week.len()).max().unwrap_or(1);
    let ticks = round_ticks(most, 4.0);
    let x = Scale {
        values: (0.0, weeks as f64),
        pixels: (MARGIN + LEFT, WIDTH - RIGHT),
    };
    let y = Scale {
        values: (0.0, ticks.last().copied().unwrap_or(most)),
        pixels: (top + HEIGHT, top),
    };
    for tick in &ticks {
        canvas.line(&[(x.pixels.0, y.at(*tick)), (x.pixels.1, y.at(*tick))], RULE, 1.0);
        canvas.text(&short_number(*tick), (x.pixels.0 - 8.0, y.at(*tick)), LABEL.right());
    }
    let every = weeks.div_ceil(8);
    for week in (0..=weeks).step_by(every) {
        canvas.text(
            &week.to_string(),
            (x.at(week as f64), top + HEIGHT + 16.0),
            LABEL.centred(),
        );
    }
    canvas.text("weeks", (x.pixels.1 + 12.0, top + HEIGHT + 16.0), LABEL);
    let mut lowest = f64::INFINITY;
    let mut named: Vec<(f64, usize)> = Vec::new();
    for (index, of) in shown.iter().enumerate() {
        let points: Vec<(f64, f64)> = sums(of)
            .into_iter()
            .enumerate()
            .map(|(week, sum)| (x.at(week as f64), y.at(sum)))
            .collect();
        let series = &SERIES[index];
        canvas.dashed(&points, (series.colour, 2.5), series.dashes);
        if let Some(&end) = points.last() {
            canvas.marker(end, series.marker, series.colour);
            named.push((end.1, index));
        }
    }
    // Names from the lowest line up, none over another.
    named.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (at, index) in named {
        lowest = at.min(lowest - 15.0);
        let name = LABEL.cut(&wording::title_plural(&shown[index].name), RIGHT - 24.0);
        canvas.text(&name, (x.pixels.1 + 12.0, lowest), LABEL.coloured(SERIES[index].colour));
    }
}

fn words(of: &OpportunityResult) -> Option<String> {
    let all = sums(of).last().copied()?;
    Some(format!(
        "{}: {} in {} weeks.",
        wording::title_plural(&of.name),
        wording::plain(all),
        of.by_week.len()
    ))
}
