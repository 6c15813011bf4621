//! Where time goes in each variant: mean lead time of a demand in parts, today and with each of them, on one scale.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture};
use super::palette::{INK, LABEL, NAME};
use super::parts::{draw_legend, legend_height, legend_places, stacked, total};
use crate::report::wording;
use crate::results::{Comparison, DemandResult};

const ROW: f64 = 22.0;
const GAP: f64 = 34.0;
const NAME_WIDTH: f64 = 230.0;
const MEAN_WIDTH: f64 = 90.0;
const MOST_DEMANDS: usize = 5;
const MOST_VARIANTS: usize = 7;
const READING: &str = "Mean lead time of completed items, in parts; the longest bar of each kind of work is the whole width. Hatched: rework.";

pub(super) fn plot(compared: &Comparison) -> Option<Plot> {
    let groups: Vec<Group<'_>> = groups(compared);
    if groups.is_empty() {
        return None;
    }
    let title = title(&groups);
    let all: Vec<&DemandResult> = groups
        .iter()
        .flat_map(|group| group.rows.iter().map(|(_, it)| *it))
        .collect();
    let legend = legend_places(&all);
    let legend_top = head_height(&title, READING);
    let top = legend_top + legend_height(&legend) + 8.0;
    let rows: usize = groups.iter().map(|group| group.rows.len()).sum();
    let bottom = top + GAP * groups.len() as f64 + ROW * rows as f64;
    let svg = picture(bottom + 14.0, |canvas| {
        canvas.head(&title, READING);
        draw_legend(canvas, &legend, legend_top);
        let mut y = top;
        for group in &groups {
            canvas.text(&wording::title_plural(&group.rows[0].1.name), (MARGIN, y + 16.0), NAME);
            y += GAP;
            let longest = group.rows.iter().map(|(_, it)| total(it)).fold(0.0, f64::max);
            for (name, demand) in &group.rows {
                row(canvas, (name, demand), longest, y);
                y += ROW;
            }
        }
    });
    let told: Vec<String> = groups.iter().map(Group::words).collect();
    Some(Plot {
        file_name: "where-time-goes-by-variant.svg".into(),
        title,
        svg,
        text_alternative: told.join(" "),
    })
}

/// A demand today and in each variant.
struct Group<'a> {
    rows: Vec<(String, &'a DemandResult)>,
}

impl Group<'_> {
    fn words(&self) -> String {
        let rows = self
            .rows
            .iter()
            .map(|(name, it)| format!("{name} {}", wording::duration(it.lead_time.mean.as_ref())));
        let name = self
            .rows
            .first()
            .map_or(String::new(), |(_, it)| wording::title_plural(&it.name));
        format!("{name}: {}.", rows.collect::<Vec<_>>().join(", "))
    }
}

fn groups(compared: &Comparison) -> Vec<Group<'_>> {
    let demands = compared.base.demands.iter().filter(|it| total(it) > 0.0 && !it.growing);
    let groups = demands.map(|today| {
        let mut rows = vec![("Today".to_owned(), today)];
        for variant in compared.variants.iter().take(MOST_VARIANTS) {
            let found = variant
                .results
                .demands
                .iter()
                .find(|it| it.name == today.name && total(it) > 0.0);
            rows.extend(found.map(|it| (wording::title(&variant.name), it)));
        }
        Group { rows }
    });
    groups.filter(|group| group.rows.len() > 1).take(MOST_DEMANDS).collect()
}

/// The lead time that changes most.
fn title(groups: &[Group<'_>]) -> String {
    let mean = |it: &DemandResult| it.lead_time.mean.map(|mean| mean.value).filter(|mean| *mean > 0.0);
    let mut most: Option<(f64, String)> = None;
    for group in groups {
        let today = group.rows[0].1;
        for (name, it) in group.rows[1..].iter().filter(|(_, it)| !it.growing) {
            let (Some(then), Some(now)) = (mean(it), mean(today)) else {
                continue;
            };
            let change = (then / now).ln().abs();
            if change > most.as_ref().map_or(0.02, |most| most.0) {
                let words = format!(
                    "{name}: {} take {} on average instead of {}",
                    wording::plural(&it.name),
                    wording::duration(it.lead_time.mean.as_ref()),
                    wording::duration(today.lead_time.mean.as_ref())
                );
                most = Some((change, words));
            }
        }
    }
    most.map_or("Time goes where it goes today".into(), |(_, words)| words)
}

fn row(canvas: &mut Canvas, (name, demand): (&str, &DemandResult), longest: f64, y: f64) {
    let x = Scale {
        values: (0.0, longest),
        pixels: (MARGIN + NAME_WIDTH, WIDTH - MARGIN - MEAN_WIDTH),
    };
    let middle = y + ROW / 2.0 - 1.5;
    let name = LABEL.cut(name, NAME_WIDTH - 16.0);
    canvas.text(&name, (x.pixels.0 - 10.0, middle), LABEL.coloured(INK).right());
    stacked(canvas, demand, &x, (y, y + ROW - 3.0));
    let mean = match demand.growing {
        true => "piling up".into(),
        false => wording::duration(demand.lead_time.mean.as_ref()),
    };
    canvas.text(&mean, (x.at(total(demand)) + 8.0, middle), LABEL);
}
