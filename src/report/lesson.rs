//! Lessons on the terminal: the question, then what happened and why.

use super::grid::{Align, Grid, Ink, TerminalStyle, cell, wrapped};
use super::wording::{self, Scale};
use crate::results::{Estimate, LessonFigure, LessonResult};

/// The title, the question and what there is to choose from.
pub fn question(lesson: &LessonResult, style: &TerminalStyle) -> String {
    let mut out = format!("{}\n\n", style.paint(&style.signs(&lesson.title), Ink::Heading));
    out.push_str(&paragraph(&lesson.question, style, 0));
    out.push('\n');
    for (letter, choice) in ('a'..).zip(&lesson.choices) {
        out.push_str(&format!(
            "  {}",
            paragraph(&format!("{letter}) {}", choice.says), style, 5)
        ));
    }
    out.push('\n');
    out
}

/// What was predicted, what happened, why, and what to try next.
pub fn answer(lesson: &LessonResult, style: &TerminalStyle) -> String {
    let (verdict, ink) = verdict(lesson);
    let mut out = format!(
        "{}\n",
        style.paint(&style.signs(&wrapped(&verdict, style.width, 0)), ink)
    );
    out.push('\n');
    out.push_str(&figures(lesson).render(style));
    out.push('\n');
    for text in [lesson.because.clone(), format!("Try: {}", lesson.next)] {
        out.push_str(&paragraph(&text, style, 0));
    }
    let runs = wording::counted(lesson.replications, "run");
    let luck = lesson.variant.as_ref().map_or("", |_| ", with the same luck for both");
    out.push_str(&style.paint(&format!("Seen in {runs}{luck}.\n"), Ink::Quiet));
    out
}

fn paragraph(text: &str, style: &TerminalStyle, indent: usize) -> String {
    format!(
        "{}\n",
        wrapped(&style.signs(text), style.width.saturating_sub(2), indent)
    )
}

/// Whether the prediction came true.
fn verdict(lesson: &LessonResult) -> (String, Ink) {
    let choice = |place: usize| {
        let letter = char::from(b'a' + place as u8);
        let says = lesson.choices.get(place).map_or("", |choice| choice.says.as_str());
        format!("{letter}) {says}")
    };
    match (lesson.right, lesson.predicted) {
        (None, _) => (
            "It is too close to call: the interval reaches over two choices.".to_owned(),
            Ink::Doubtful,
        ),
        (Some(right), Some(predicted)) if right == predicted => {
            (format!("You were right: {}", choice(right)), Ink::Good)
        }
        (Some(right), Some(predicted)) => (
            format!("You said {} What happened: {}", choice(predicted), choice(right)),
            Ink::Bad,
        ),
        (Some(right), None) => (format!("What happened: {}", choice(right)), Ink::Plain),
    }
}

/// The figures, today and in the variant.
fn figures(lesson: &LessonResult) -> Grid {
    let rows = lesson.figure.iter().chain(&lesson.shows);
    let Some(variant) = &lesson.variant else {
        let mut grid = Grid::new(&[Align::Left, Align::Right]);
        for figure in rows {
            grid.row(vec![cell(words(figure)), cell(told(figure, figure.today))]);
        }
        return grid;
    };
    let mut grid = Grid::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
    grid.heading(&["", "today", variant, "times as much"]);
    for figure in rows {
        let times = figure.times.as_ref();
        grid.row(vec![
            cell(words(figure)),
            cell(told(figure, figure.today)),
            cell(told(figure, figure.variant)),
            cell(times.map_or("unknown".to_owned(), times_as_much)),
        ]);
    }
    grid
}

/// `Lead time of calls, mean`.
fn words(figure: &LessonFigure) -> String {
    let of = match figure.by.as_str() {
        "all" => String::new(),
        "demand" => format!(" of {}", wording::plural(&figure.name)),
        _ => format!(" of {}", wording::name(&figure.name)),
    };
    let statistic = match figure.statistic.as_str() {
        "share" => String::new(),
        statistic => format!(", {statistic}"),
    };
    let measure = match figure.measure.as_str() {
        "queue" => "wait in the queue",
        measure => measure,
    };
    wording::title(&format!("{measure}{of}{statistic}"))
}

/// `3.07`, `0.43`: with two digits after the point at most, which is as fine as anybody compares.
fn times_as_much(times: &Estimate) -> String {
    let place = wording::last_place(times.value, times.half_width()).max(-2);
    wording::rounded(times.value, place)
}

fn told(figure: &LessonFigure, estimate: Option<Estimate>) -> String {
    let largest = [figure.today, figure.variant]
        .into_iter()
        .flatten()
        .map(|it| it.value.abs());
    let scale = Scale::of(&figure.unit, largest.fold(0.0, f64::max));
    estimate.map_or("unknown".to_owned(), |estimate| {
        scale.figure(estimate.value, estimate.half_width())
    })
}
