//! What variants change in the promises: differences from today with their intervals, in percentage points.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture, round_ticks};
use super::palette::{INK, LABEL, Marker, NAME, QUIET, RULE, STRONG};
use crate::report::{comparison, wording};
use crate::results::{Comparison, Difference, Judgement, Results};

const ROW: f64 = 26.0;
const GROUP_GAP: f64 = 34.0;
const NAME_WIDTH: f64 = 270.0;
const VALUE_WIDTH: f64 = 150.0;
const READING: &str = "Difference in the share kept, in percentage points; right of the line is better. Bars: how exactly the runs \
                       tell. A hollow mark: no clear difference.";

/// A variant and what it changes.
struct Group<'a> {
    name: String,
    rows: Vec<&'a Difference>,
}

pub(super) fn plot(compared: &Comparison) -> Option<Plot> {
    let groups: Vec<Group> = compared
        .variants
        .iter()
        .map(group)
        .filter(|group| !group.rows.is_empty())
        .collect();
    let reach = groups
        .iter()
        .flat_map(|group| &group.rows)
        .flat_map(|row| ends(row))
        .map(f64::abs)
        .reduce(f64::max)?;
    let title = title(&groups, &compared.base);
    let top = head_height(&title, READING);
    let heights = groups.iter().map(|group| GROUP_GAP + ROW * group.rows.len() as f64);
    let bottom = top + heights.sum::<f64>();
    let ticks = round_ticks(reach, 3.0);
    let most = ticks.last().copied().unwrap_or(reach);
    let x = Scale {
        values: (-most, most),
        pixels: (MARGIN + NAME_WIDTH, WIDTH - MARGIN - VALUE_WIDTH),
    };
    let svg = picture(bottom + 50.0, |canvas| {
        canvas.head(&title, READING);
        axis(canvas, &x, &ticks, (top, bottom));
        let mut y = top;
        for group in &groups {
            canvas.text(&NAME.cut(&group.name, WIDTH - 2.0 * MARGIN), (MARGIN, y + 14.0), NAME);
            y += GROUP_GAP;
            for row in &group.rows {
                difference(canvas, row, &x, (y, &compared.base));
                y += ROW;
            }
        }
    });
    let text_alternative = groups
        .iter()
        .map(|group| words(group, &compared.base))
        .collect::<Vec<_>>()
        .join(" ");
    Some(Plot {
        file_name: "differences.svg".into(),
        title,
        svg,
        text_alternative,
    })
}

fn group(variant: &crate::results::VariantComparison) -> Group<'_> {
    let rows = variant
        .differences
        .iter()
        .filter(|it| it.measure == "promise kept" && it.unit == "share")
        .collect();
    Group {
        name: wording::title(&variant.name),
        rows,
    }
}

/// Ends of the interval in percentage points; the value itself where there is none.
fn ends(row: &Difference) -> [f64; 2] {
    let value = row.difference.value;
    [row.difference.low, row.difference.high].map(|end| end.unwrap_or(value) * 100.0)
}

fn title(groups: &[Group], base: &Results) -> String {
    let clear = groups
        .iter()
        .flat_map(|group| group.rows.iter().map(move |row| (group, *row)));
    let best = clear
        .filter(|(_, row)| row.judgement == Judgement::Better && comparison::matters(row))
        .max_by(|(_, one), (_, other)| one.difference.value.total_cmp(&other.difference.value));
    best.map_or("No variant clearly keeps a promise better".into(), |(group, row)| {
        let change = comparison::change(row);
        format!(
            "{} helps most: {}, {change}",
            group.name,
            comparison::figure_words(row, base)
        )
    })
}

fn axis(canvas: &mut Canvas, x: &Scale, ticks: &[f64], (top, bottom): (f64, f64)) {
    let negative = ticks.iter().filter(|tick| **tick > 0.0).map(|tick| -tick);
    for tick in negative.chain(ticks.iter().copied()) {
        let at = x.at(tick);
        canvas.line(
            &[(at, top + 26.0), (at, bottom)],
            if tick == 0.0 { QUIET } else { RULE },
            1.0,
        );
        let sign = if tick > 0.0 { "+" } else { "" };
        canvas.text(
            &format!("{sign}{}", wording::plain(tick)),
            (at, bottom + 14.0),
            LABEL.centred(),
        );
    }
    canvas.text(
        "percentage points, against today",
        (x.at(0.0), bottom + 34.0),
        LABEL.centred(),
    );
}

fn difference(canvas: &mut Canvas, row: &Difference, x: &Scale, (y, base): (f64, &Results)) {
    let runs = base.about.replications;
    let name = LABEL.cut(&comparison::figure_words(row, base), NAME_WIDTH - 16.0);
    canvas.text(&name, (x.pixels.0 - 12.0, y), LABEL.coloured(INK).right());
    let at = (x.at(row.difference.value * 100.0), y);
    if row.judgement == Judgement::Same {
        canvas.marker(at, Marker::Circle, STRONG);
        canvas.hollow(at);
        canvas.text(&comparison::judgement(row, runs), (x.pixels.1 + 14.0, y), LABEL);
        return;
    }
    let [low, high] = ends(row).map(|end| x.at(end));
    canvas.line(&[(low, y), (high, y)], STRONG, 2.0);
    for end in [low, high] {
        canvas.line(&[(end, y - 5.0), (end, y + 5.0)], STRONG, 2.0);
    }
    canvas.marker(at, Marker::Circle, STRONG);
    if row.judgement == Judgement::NoClearDifference {
        canvas.hollow(at);
    }
    let value = comparison::change(row);
    canvas.text(&value, (x.pixels.1 + 14.0, y), LABEL);
}

fn words(group: &Group, base: &Results) -> String {
    let rows: Vec<String> = group
        .rows
        .iter()
        .map(|row| {
            let change = comparison::change(row);
            let words = comparison::judgement(row, base.about.replications);
            format!("{} {change} ({words})", comparison::figure_words(row, base))
        })
        .collect();
    format!("{}: {}.", group.name, rows.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_title_names_what_helps_most() {
        let plot = plot(&fixture::comparison()).expect("promises differ");
        assert_eq!(
            plot.title,
            "Two more on platform helps most: Requests in 5 working days, kept, +8.9 ± 1.1 points"
        );
        assert!(
            plot.text_alternative
                .contains("P1 in 4 h, kept +0.1 ± 0.3 points (no clear difference)")
        );
        let mut compared = fixture::comparison();
        compared.variants[0].differences[1].judgement = Judgement::Same;
        let plot = super::plot(&compared).expect("promises differ");
        assert!(plot.svg.contains("same in 100 runs"));
    }

    #[test]
    fn nothing_clear_is_said_so() {
        let mut compared = fixture::comparison();
        let differences = compared
            .variants
            .iter_mut()
            .flat_map(|variant| &mut variant.differences);
        differences.for_each(|it| it.judgement = Judgement::NoClearDifference);
        assert_eq!(
            plot(&compared).expect("promises differ").title,
            "No variant clearly keeps a promise better"
        );
        compared.variants.clear();
        assert_eq!(plot(&compared), None);
    }
}
