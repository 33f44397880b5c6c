//! The few colours, by meaning.

use anstyle::{AnsiColor, Style};

/// Styles by meaning; all of them empty when colour is off.
#[derive(Debug, Clone, Copy, Default)]
pub struct Palette {
    /// It held.
    pub good: Style,
    /// It did not hold.
    pub bad: Style,
    /// Works, with a risk.
    pub warn: Style,
    /// Beside the point.
    pub dim: Style,
    /// Headings.
    pub strong: Style,
}

impl Palette {
    /// Returns the colours, or none.
    pub fn new(color: bool) -> Self {
        if !color {
            return Self::default();
        }
        Self {
            good: AnsiColor::Green.on_default(),
            bad: AnsiColor::Red.on_default().bold(),
            warn: AnsiColor::Yellow.on_default(),
            dim: Style::new().dimmed(),
            strong: Style::new().bold(),
        }
    }

    /// Returns `text` in `style`.
    pub fn paint(style: Style, text: impl std::fmt::Display) -> String {
        format!("{style}{text}{style:#}")
    }
}
