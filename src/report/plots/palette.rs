//! Colours, dashes, markers and letters of all plots: told apart in grey and without colour vision.

use plotters::prelude::RGBColor;
use plotters::style::text_anchor::HPos;

pub(super) const INK: RGBColor = RGBColor(0x22, 0x26, 0x2b);

pub(super) const QUIET: RGBColor = RGBColor(0x5c, 0x63, 0x6b);

pub(super) const RULE: RGBColor = RGBColor(0xdd, 0xe0, 0xe4);

pub(super) const GROUND: RGBColor = RGBColor(0xff, 0xff, 0xff);

pub(super) const STRONG: RGBColor = RGBColor(0x00, 0x4f, 0x80);

pub(super) const PALE: RGBColor = RGBColor(0xb9, 0xd3, 0xe4);

pub(super) const ACCENT: RGBColor = RGBColor(0xb3, 0x45, 0x00);

/// A line's colour, dashes and marker: each alone tells series apart. Colours after Okabe and Ito.
pub(super) struct Series {
    pub(super) colour: RGBColor,
    pub(super) dashes: &'static [f64],
    pub(super) marker: Marker,
}

#[derive(Clone, Copy)]
pub(super) enum Marker {
    Circle,
    Square,
    Triangle,
    Diamond,
}

pub(super) const SERIES: [Series; 6] = [
    Series {
        colour: RGBColor(0x00, 0x5a, 0x8f),
        dashes: &[],
        marker: Marker::Circle,
    },
    Series {
        colour: RGBColor(0xd5, 0x5e, 0x00),
        dashes: &[9.0, 4.0],
        marker: Marker::Square,
    },
    Series {
        colour: RGBColor(0x00, 0x8a, 0x64),
        dashes: &[2.0, 3.0],
        marker: Marker::Triangle,
    },
    Series {
        colour: RGBColor(0xb0, 0x5c, 0x8b),
        dashes: &[12.0, 3.0, 2.0, 3.0],
        marker: Marker::Diamond,
    },
    Series {
        colour: RGBColor(0x33, 0x33, 0x33),
        dashes: &[5.0, 2.0],
        marker: Marker::Circle,
    },
    Series {
        colour: RGBColor(0xc0, 0x84, 0x00),
        dashes: &[16.0, 5.0],
        marker: Marker::Square,
    },
];

/// Size, weight, colour and place of a text.
#[derive(Clone, Copy)]
pub(super) struct Lettering {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: RGBColor,
    pub(super) anchor: HPos,
}

pub(super) const LABEL: Lettering = Lettering {
    size: 13.0,
    bold: false,
    colour: QUIET,
    anchor: HPos::Left,
};

pub(super) const NAME: Lettering = Lettering {
    size: 14.0,
    bold: true,
    colour: INK,
    anchor: HPos::Left,
};

pub(super) const TITLE: Lettering = Lettering {
    size: 19.0,
    bold: true,
    colour: INK,
    anchor: HPos::Left,
};

impl Lettering {
    pub(super) fn centred(self) -> Lettering {
        Lettering {
            anchor: HPos::Center,
            ..self
        }
    }

    pub(super) fn right(self) -> Lettering {
        Lettering {
            anchor: HPos::Right,
            ..self
        }
    }

    pub(super) fn coloured(self, colour: RGBColor) -> Lettering {
        Lettering { colour, ..self }
    }

    /// Width in pixels, estimated on the wide side because the reader's font is not known.
    pub(super) fn width(self, text: &str) -> f64 {
        let wide = if self.bold { 0.62 } else { 0.56 };
        text.chars().count() as f64 * self.size * wide
    }

    /// `text` cut to a width in pixels.
    pub(super) fn cut(self, text: &str, width: f64) -> String {
        if self.width(text) <= width {
            return text.into();
        }
        let mut short = text.to_string();
        while !short.is_empty() && self.width(&short) + self.size > width {
            short.pop();
        }
        short.trim_end().to_string() + "…"
    }
}

/// Half way to white.
pub(super) fn paled(RGBColor(red, green, blue): RGBColor) -> RGBColor {
    let pale = |part: u8| (f64::from(part) * 0.35 + 255.0 * 0.65) as u8;
    RGBColor(pale(red), pale(green), pale(blue))
}

/// Whether white letters read better than dark ones.
pub(super) fn is_dark(RGBColor(red, green, blue): RGBColor) -> bool {
    0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue) < 140.0
}
