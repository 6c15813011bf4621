//! A canvas in pixels over the SVG backend: lines with dashes, areas, hatching and text.

use plotters::prelude::{DrawingBackend, IntoFont, RGBColor, SVGBackend, TextStyle};

use plotters::style::text_anchor::{Pos, VPos};

use plotters::style::{Color, FontStyle, ShapeStyle};

use super::palette::{GROUND, LABEL, Lettering, Marker, TITLE, paled};
use crate::report::wording;

/// Width of every plot in pixels.
pub(super) const WIDTH: f64 = 880.0;

/// Left edge of titles.
pub(super) const MARGIN: f64 = 20.0;

/// A point in pixels from the top left.
pub(super) type Point = (f64, f64);

/// The backend counts whole units, so it draws enlarged and the picture is scaled back.
const UNITS_PER_PIXEL: f64 = 8.0;

/// The backend divides font sizes by this, after a convention for line heights.
const FONT_SCALE: f64 = 1.24;

const IN_MEMORY: &str = "drawing into memory cannot fail";

pub(super) struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

/// A picture `WIDTH` by `height` pixels, as painted.
pub(super) fn picture(height: f64, paint: impl FnOnce(&mut Canvas)) -> String {
    let mut svg = String::new();
    let units = |pixels: f64| (pixels * UNITS_PER_PIXEL) as u32;
    {
        let backend = SVGBackend::with_string(&mut svg, (units(WIDTH), units(height)));
        let mut canvas = Canvas { backend };
        canvas.rectangle((0.0, 0.0), (WIDTH, height), GROUND);
        paint(&mut canvas);
        canvas.backend.present().expect(IN_MEMORY);
    }
    let enlarged = format!("width=\"{}\" height=\"{}\" ", units(WIDTH), units(height));
    svg.replacen(&enlarged, &format!("width=\"{WIDTH}\" height=\"{height}\" "), 1)
}

fn unit((x, y): Point) -> (i32, i32) {
    (
        (x * UNITS_PER_PIXEL).round() as i32,
        (y * UNITS_PER_PIXEL).round() as i32,
    )
}

fn stroke(colour: RGBColor, pixels: f64) -> ShapeStyle {
    colour.stroke_width((pixels * UNITS_PER_PIXEL) as u32)
}

impl Canvas<'_> {
    pub(super) fn line(&mut self, points: &[Point], colour: RGBColor, width: f64) {
        self.backend
            .draw_path(points.iter().copied().map(unit), &stroke(colour, width))
            .expect(IN_MEMORY);
    }

    /// A line of dashes: lengths on, off, on … in pixels; none for a whole line.
    pub(super) fn dashed(&mut self, points: &[Point], series: (RGBColor, f64), dashes: &[f64]) {
        let (colour, width) = series;
        if dashes.is_empty() {
            return self.line(points, colour, width);
        }
        for piece in pieces(points, dashes) {
            self.line(&piece, colour, width);
        }
    }

    pub(super) fn area(&mut self, corners: &[Point], colour: RGBColor) {
        self.backend
            .fill_polygon(corners.iter().copied().map(unit), &colour.filled())
            .expect(IN_MEMORY);
    }

    pub(super) fn rectangle(&mut self, from: Point, to: Point, colour: RGBColor) {
        self.backend
            .draw_rect(unit(from), unit(to), &colour.filled(), true)
            .expect(IN_MEMORY);
    }

    /// A pale rectangle with slanted lines.
    pub(super) fn hatched(&mut self, from: Point, to: Point, colour: RGBColor) {
        self.rectangle(from, to, paled(colour));
        let (width, height) = (to.0 - from.0, to.1 - from.1);
        let mut start = 5.0 - height;
        while start < width {
            let (left, right) = (start.max(0.0), (start + height).min(width));
            let on_slant = |x: f64| (from.0 + x, to.1 - (x - start));
            if right > left {
                self.line(&[on_slant(left), on_slant(right)], colour, 1.5);
            }
            start += 6.0;
        }
    }

    pub(super) fn text(&mut self, text: &str, at: Point, lettering: Lettering) {
        let weight = if lettering.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        };
        let font = ("sans-serif", lettering.size * FONT_SCALE * UNITS_PER_PIXEL)
            .into_font()
            .style(weight);
        let style = TextStyle::from(font)
            .color(&lettering.colour)
            .pos(Pos::new(lettering.anchor, VPos::Center));
        self.backend.draw_text(text, &style, unit(at)).expect(IN_MEMORY);
    }

    pub(super) fn marker(&mut self, (x, y): Point, marker: Marker, colour: RGBColor) {
        let size = 4.5;
        match marker {
            Marker::Circle => self
                .backend
                .draw_circle(unit((x, y)), (size * UNITS_PER_PIXEL) as u32, &colour.filled(), true)
                .expect(IN_MEMORY),
            Marker::Square => self.rectangle((x - size, y - size), (x + size, y + size), colour),
            Marker::Triangle => self.area(
                &[
                    (x, y - 1.3 * size),
                    (x + 1.2 * size, y + size),
                    (x - 1.2 * size, y + size),
                ],
                colour,
            ),
            Marker::Diamond => {
                let far = 1.35 * size;
                self.area(&[(x, y - far), (x + far, y), (x, y + far), (x - far, y)], colour);
            }
        }
    }

    /// Makes a round marker a ring.
    pub(super) fn hollow(&mut self, at: Point) {
        let inner = (2.5 * UNITS_PER_PIXEL) as u32;
        self.backend
            .draw_circle(unit(at), inner, &GROUND.filled(), true)
            .expect(IN_MEMORY);
    }

    /// Title and how to read the plot; returns where the rest may begin.
    pub(super) fn head(&mut self, title: &str, reading: &str) -> f64 {
        let mut y = 24.0;
        for line in lines(title, TITLE) {
            self.text(&line, (MARGIN, y), TITLE);
            y += 25.0;
        }
        for line in lines(reading, LABEL) {
            self.text(&line, (MARGIN, y), LABEL);
            y += 18.0;
        }
        y + 6.0
    }
}

/// Height that [`Canvas::head`] takes.
pub(super) fn head_height(title: &str, reading: &str) -> f64 {
    30.0 + 25.0 * lines(title, TITLE).len() as f64 + 18.0 * lines(reading, LABEL).len() as f64
}

fn lines(text: &str, lettering: Lettering) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if lettering.width(line) + lettering.width(word) + lettering.size < WIDTH - 2.0 * MARGIN => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(lettering.cut(word, WIDTH - 2.0 * MARGIN)),
        }
    }
    lines
}

/// The drawn pieces of a dashed line.
fn pieces(points: &[Point], dashes: &[f64]) -> Vec<Vec<Point>> {
    let mut pieces = Vec::new();
    let (mut index, mut left) = (0, dashes[0]);
    let mut piece: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut length = (to.0 - from.0).hypot(to.1 - from.1);
        while length > left {
            let share = left / length;
            from = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            length -= left;
            if index % 2 == 0 {
                piece.push(from);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![from];
            }
            index += 1;
            left = dashes[index % dashes.len()];
        }
        left -= length;
        if index % 2 == 0 {
            piece.push(to);
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

/// From values to pixels.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) values: (f64, f64),
    pub(super) pixels: (f64, f64),
}

impl Scale {
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = (value - self.values.0) / (self.values.1 - self.values.0);
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }
}

/// About `count` round numbers from 0 to at least `most`.
pub(super) fn round_ticks(most: f64, count: f64) -> Vec<f64> {
    let rough = (most / count).max(1e-9);
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|factor| factor * power)
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or(power);
    let last = (most / step).ceil().max(1.0) as u32;
    (0..=last).map(|index| f64::from(index) * step).collect()
}

/// How to read a plot, with how many of its kind had no room.
pub(super) fn with_left_out(reading: &str, left_out: usize) -> String {
    match left_out {
        0 => reading.into(),
        1 => format!("{reading} One more is in series.csv."),
        more => format!("{reading} {more} more are in series.csv."),
    }
}

/// A number for a narrow place: thousands are abbreviated.
pub(super) fn short_number(value: f64) -> String {
    if value.abs() >= 10_000.0 {
        format!("{}k", wording::rounded(value / 1000.0, 0))
    } else {
        wording::rounded(value, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_their_share_of_the_line() {
        let drawn: f64 = pieces(&[(0.0, 0.0), (50.0, 0.0), (100.0, 0.0)], &[6.0, 4.0])
            .iter()
            .map(|piece| piece.last().expect("ends").0 - piece[0].0)
            .sum();
        assert!((drawn - 60.0).abs() < 1e-9, "{drawn}");
    }

    #[test]
    fn ticks_are_round_and_reach_the_top() {
        assert_eq!(round_ticks(90.0, 4.0), [0.0, 50.0, 100.0]);
        assert_eq!(round_ticks(4.6, 5.0), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
    }

    #[test]
    fn long_titles_wrap_inside_the_picture() {
        let title = "a title that goes on and on ".repeat(6);
        assert!(
            lines(&title, TITLE)
                .iter()
                .all(|line| TITLE.width(line) < WIDTH - MARGIN)
        );
    }

    #[test]
    fn a_picture_is_scaled_back() {
        let svg = picture(100.0, |_| ());
        assert!(
            svg.contains("width=\"880\" height=\"100\" viewBox=\"0 0 7040 800\""),
            "{svg}"
        );
    }
}
