//! Single items: `items.csv` and `items.xes` of a run.

use std::io::{self, Write};

use super::arguments::Items;
use super::folder::{Content, Page};
use crate::journey::{Directory, Id, Journey, Listener, PART_NAMES, Stage};
use crate::measures::promises;
use crate::model::{Aspect, Model};
use crate::report::items::{Columns, EventLog, Table};

/// The files that are asked for, of the first replications of those that were `done`. Each is written by running these
/// replications once more, so that nothing is kept in memory but the items that are open.
pub fn pages<'a>(model: &'a Model, stage: &'a Stage<'a>, wanted: &Items, done: u32) -> Vec<Page<'a>> {
    let mut pages = Vec::new();
    if let Some(replications) = wanted.items {
        let replications = replications.min(done);
        pages.push(page("items.csv", move |to| write_table(model, stage, replications, to)));
    }
    if let Some(replications) = wanted.xes {
        let replications = replications.min(done);
        pages.push(page("items.xes", move |to| write_log(model, stage, replications, to)));
    }
    pages
}

fn page<'a>(path: &str, write: impl Fn(&mut dyn Write) -> io::Result<()> + 'a) -> Page<'a> {
    Page {
        path: path.to_owned(),
        content: Content::Stream(Box::new(write)),
    }
}

/// Hands every journey on until one cannot be written.
struct Hand<F> {
    write: F,
    done: io::Result<()>,
}

impl<'a, F: FnMut(&Journey<'_>) -> io::Result<()>> Listener<'a> for Hand<F> {
    fn wants(&self, _: Id) -> bool {
        self.done.is_ok()
    }
    fn told(&mut self, _: Id, journey: Journey<'a>) {
        self.done = (self.write)(&journey);
    }
}

fn write_table(model: &Model, stage: &Stage<'_>, replications: u32, to: &mut dyn Write) -> io::Result<()> {
    let table = Table::new(columns(model));
    to.write_all(&table.heading())?;
    each(stage, replications, |journey| to.write_all(&table.row(journey)))
}

fn write_log(model: &Model, stage: &Stage<'_>, replications: u32, to: &mut dyn Write) -> io::Result<()> {
    let mut log = EventLog::new(replications > 1);
    to.write_all(&log.beginning(&model.title))?;
    each(stage, replications, |journey| to.write_all(&log.trace(journey)))?;
    to.write_all(&log.end())
}

fn each(stage: &Stage<'_>, replications: u32, mut write: impl FnMut(&Journey<'_>) -> io::Result<()>) -> io::Result<()> {
    for replication in 0..replications {
        let hand = Hand {
            write: &mut write,
            done: Ok(()),
        };
        stage.replay(replication, hand).done?;
    }
    Ok(())
}

/// The columns that a model's items have.
fn columns(model: &Model) -> Columns {
    let named = Directory::named_attributes(model);
    let deadlines = model.promises.iter().flat_map(|promise| {
        let aspects = promises::in_words(model, promise).into_iter().map(|(aspect, _)| aspect);
        aspects.map(|aspect| (promise.name.clone(), word(aspect)))
    });
    Columns {
        attributes: named.map(|(_, of)| of.name.clone()).collect(),
        parts: PART_NAMES.to_vec(),
        promises: deadlines.collect(),
    }
}

fn word(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Resolve => "resolve",
        Aspect::Respond => "respond",
    }
}
