//! Faults and warnings: the fact, its place, what would mend it, and how they look to a reader.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Index into [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(pub usize);

/// A text that was read, with the name that messages call it by.
#[derive(Clone, Debug)]
pub struct Source {
    /// A file's name as the user gave it, or `--set`, `--variant`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// Every text that places point into.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.0.push(Source {
            name: name.into(),
            text: text.into(),
        });
        SourceId(self.0.len() - 1)
    }
    /// A text that was added.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.0.get(id.0)
    }
}

/// A range of bytes in a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which text.
    pub source: SourceId,
    /// Where in it, in bytes.
    pub range: Range<usize>,
}

/// A place with the words beside its underline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub place: Place,
    /// What is there; may be empty.
    pub label: String,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot run.
    Error,
    /// It runs, but a manager should know this.
    Warning,
}

/// One fault or warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The fact.
    pub message: String,
    /// Where it is.
    pub mark: Option<Mark>,
    /// Other places that belong to it.
    pub more: Vec<Mark>,
    /// What mends it.
    pub help: Vec<String>,
    /// Context.
    pub notes: Vec<String>,
}

impl Diagnostic {
    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Diagnostic {
            severity,
            message: message.into(),
            mark: None,
            more: Vec::new(),
            help: Vec::new(),
            notes: Vec::new(),
        }
    }
    /// A fault.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }
    /// A warning.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }
    /// Says where; a second call adds a further place.
    pub fn at(mut self, place: &Place, label: impl Into<String>) -> Self {
        let mark = Mark {
            place: place.clone(),
            label: label.into(),
        };
        if self.mark.is_none() {
            self.mark = Some(mark);
        } else {
            self.more.push(mark);
        }
        self
    }
    /// Says what mends it.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }
    /// Adds context.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }
    /// Whether it stops the run.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The message as text for a terminal, with a newline at its end.
    pub fn render(&self, sources: &Sources, style: Style) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = level
            .primary_title(self.message.as_str())
            .elements(self.snippets(sources));
        for text in &self.notes {
            group = group.element(Level::NOTE.message(text.as_str()));
        }
        for text in &self.help {
            group = group.element(Level::HELP.message(text.as_str()));
        }
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Coloured => Renderer::styled(),
        };
        let text = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
        // Without a snippet, the bar that would lead from it to the notes leads from nowhere.
        let bar = |line: &str| self.mark.is_none() && line.trim_end_matches("\u{1b}[0m").ends_with('|');
        let title = |number: usize| number == 0;
        let lines = text.lines().enumerate();
        lines
            .filter(|(number, line)| title(*number) || !bar(line))
            .map(|(_, line)| format!("{line}\n"))
            .collect()
    }

    /// One snippet for each source, the main place's first.
    fn snippets<'a>(&'a self, sources: &'a Sources) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
        let mut snippets: Vec<(SourceId, Snippet<'a, _>)> = Vec::new();
        for (number, mark) in self.mark.iter().chain(&self.more).enumerate() {
            let Some(source) = sources.get(mark.place.source) else {
                continue;
            };
            let kind = if number == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let end = mark.place.range.end.min(source.text.len());
            let mut annotation = kind.span(mark.place.range.start.min(end)..end);
            if !mark.label.is_empty() {
                annotation = annotation.label(mark.label.as_str());
            }
            match snippets.iter().position(|(id, _)| *id == mark.place.source) {
                Some(index) => {
                    let (id, snippet) = snippets.remove(index);
                    snippets.insert(index, (id, snippet.annotation(annotation)));
                }
                None => {
                    let snippet = Snippet::source(source.text.as_str()).path(source.name.as_str());
                    snippets.push((mark.place.source, snippet.annotation(annotation)));
                }
            }
        }
        snippets.into_iter().map(|(_, snippet)| snippet).collect()
    }
}

/// How messages look; the caller knows whether a person with a colour terminal reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without colour.
    Plain,
    /// With terminal colours.
    Coloured,
}

/// Collects faults and warnings as they are found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }
    /// Whether this very one, whatever its notes, was found already.
    pub fn contains(&self, other: &Diagnostic) -> bool {
        self.0
            .iter()
            .any(|one| one.message == other.message && one.mark == other.mark)
    }
    /// Whether there is an error whose place lies inside `place`: what is missing there may just not be readable.
    pub fn any_error_in(&self, place: &Place) -> bool {
        let inside = |mark: &Mark| {
            mark.place.source == place.source
                && place.range.start <= mark.place.range.start
                && mark.place.range.end <= place.range.end
        };
        let mut errors = self.0.iter().filter(|diagnostic| diagnostic.is_error());
        errors.any(|error| error.mark.as_ref().is_some_and(inside))
    }
    /// Forgets warnings.
    pub fn keep_errors(&mut self) {
        self.0.retain(Diagnostic::is_error);
    }
    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.is_error()).count()
    }
    /// All of them as they were found.
    pub fn into_all(self) -> Vec<Diagnostic> {
        self.0
    }
    /// All of them in the order of the text: errors first, then by place.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.0;
        all.sort_by_key(|diagnostic| {
            let start = diagnostic
                .mark
                .as_ref()
                .map(|mark| (mark.place.source, mark.place.range.start));
            (diagnostic.severity, start.is_none(), start)
        });
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_shows_fact_place_note_and_help() {
        let mut sources = Sources::default();
        let file = sources.add("desk.toml", "a = 1\nteam = \"L1\"\n");
        let place = Place {
            source: file,
            range: 13..17,
        };
        let text = Diagnostic::error("unknown team `L1`")
            .at(&place, "no team has this name")
            .help("a team with a similar name exists: `l1`")
            .render(&sources, Style::Plain);
        assert_eq!(
            text,
            "error: unknown team `L1`\n --> desk.toml:2:8\n  |\n2 | team = \"L1\"\n  |        ^^^^ no team has this name\n  |\n  = help: a team with a similar name exists: `l1`\n"
        );
    }

    #[test]
    fn a_message_without_a_place_is_still_told() {
        let text = Diagnostic::warning("nothing happens").render(&Sources::default(), Style::Plain);
        assert_eq!(text, "warning: nothing happens\n");
        let helped = Diagnostic::error("no file").help("name one");
        for style in [Style::Plain, Style::Coloured] {
            let text = helped.render(&Sources::default(), style);
            assert_eq!(text.lines().count(), 2, "{text}");
        }
    }
}
