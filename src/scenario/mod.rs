//! The scenario reader: TOML text as written, every fault with its place, the model as meant.
//!
//! Text becomes a tree of placed nodes ([`tree`]); overrides change the tree ([`overrides`]); one catalogue of fields
//! ([`fields`]) reads it into structs that keep every place; [`resolve`] turns names into ids; [`checks`] look at the whole.

pub mod axes;
pub mod catalogue;
pub mod chains;
mod channels;
mod checks;
mod decisions;
pub mod fields;
pub mod files;
pub mod inputs;
pub mod lesson;
pub mod load;
pub(crate) mod nearest;
mod overrides;
mod paths;
pub mod phases;
pub mod pools;
pub mod practices;
mod raising;
mod record;
mod resolve;
mod schema;
mod shocks;
mod standard_week;
mod switches;
pub mod tree;
pub mod values;
mod visits;
mod workload;

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId, Sources};
use crate::model::{Model, Switch};
use crate::time::Instant;
use catalogue::{Reader, Value};
use checks::Wanted;
pub use checks::ceilings::Ceiling;
use fields::ScenarioText;
use files::Shelf;
pub use files::{FileRead, Files, NoFiles};
pub use lesson::Lesson;
pub use resolve::asked;
pub use schema::schema;
use tree::{Content, Node};

/// What of a scenario is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// A variant by its name; the scenario as it stands where none is named.
    pub variant: Option<String>,
    /// Overrides as `path=value`, after the variant's.
    pub sets: Vec<String>,
}

/// A scenario that can run.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The organisation as meant.
    pub model: Model,
    /// The variants that the file declares, in its order.
    pub variants: Vec<String>,
    /// What a manager should know before the run.
    pub warnings: Vec<Diagnostic>,
    /// For promises: the share of items for which open doors allow them to be kept at all.
    pub ceilings: Vec<Ceiling>,
    /// A hash of the text and of what was chosen (FNV-1a, 64 bits), for manifests.
    pub text_hash: u64,
    /// The files beside the scenario that were read, by path.
    pub files: Vec<FileRead>,
    /// The question that its run answers.
    pub lesson: Option<Lesson>,
}

/// Reads a scenario that names no files, its variant and its overrides.
///
/// # Errors
/// Every fault that was found, errors first, each in the order of the text; warnings follow.
pub fn read(sources: &mut Sources, file: SourceId, choice: &Choice) -> Result<Scenario, Vec<Diagnostic>> {
    read_beside(sources, file, choice, &NoFiles)
}

/// Reads a scenario, the files that it names, its variant and its overrides.
///
/// # Errors
/// Every fault that was found, errors first, each in the order of the text; warnings follow.
pub fn read_beside(
    sources: &mut Sources,
    file: SourceId,
    choice: &Choice,
    files: &dyn Files,
) -> Result<Scenario, Vec<Diagnostic>> {
    let text = sources.get(file).map_or_else(String::new, |source| source.text.clone());
    let mut reader = Reader::default();
    let root = tree::parse(&text, file, &mut reader.faults);
    if reader.faults.errors() > 0 {
        // What follows the first fault of syntax is mostly caused by it.
        return Err(reader.faults.into_sorted().into_iter().take(1).collect());
    }
    let declared = declared_variants(&root);
    let mut chosen = root.clone();
    let mut gone = Vec::new();
    if let Some(name) = &choice.variant {
        match declared.iter().find(|(variant, _)| variant == name) {
            Some((_, changes)) => gone = overrides::apply(&mut chosen, &[changes], &mut reader),
            None => reader.fault(unknown_variant(name, &declared, sources)),
        }
    }
    inputs::check(&root, &mut reader.faults);
    let sets = overrides::from_sets(&choice.sets, sources, &mut reader);
    gone.extend(overrides::apply(
        &mut chosen,
        &sets.iter().collect::<Vec<_>>(),
        &mut reader,
    ));
    let shelf = Rc::new(Shelf::fill(sets.iter().chain([&root]), files, sources));
    reader.shelf = Rc::clone(&shelf);
    let read = compile(&chosen, Wanted::All, reader);
    let mut found = overrides::explain(read.found, &gone);
    for (name, changes) in declared
        .iter()
        .filter(|(name, _)| choice.variant.as_ref() != Some(name))
    {
        check_variant(&root, name, changes, &shelf, &mut found);
    }
    if choice.sets.is_empty() && found.errors() == 0 {
        inputs::check_ends(&root, &shelf, &mut found);
    }
    if found.errors() > 0 {
        return Err(found.into_sorted());
    }
    let variants = declared.into_iter().map(|(name, _)| name).collect();
    match read.model {
        None => Err(found.into_sorted()),
        Some(model) => Ok(Scenario {
            model,
            variants,
            ceilings: read.ceilings,
            warnings: found.into_sorted(),
            text_hash: hash(&text, choice),
            files: shelf.read().to_vec(),
            lesson: read.lesson,
        }),
    }
}

/// The names of the variants that a scenario declares, in its order; none where the text is not TOML.
pub fn variants(text: &str) -> Vec<String> {
    let root = tree::parse(text, SourceId::default(), &mut Diagnostics::default());
    declared_variants(&root).into_iter().map(|(name, _)| name).collect()
}

/// What came of reading one tree.
struct Compiled {
    model: Option<Model>,
    ceilings: Vec<Ceiling>,
    lesson: Option<Lesson>,
    found: Diagnostics,
}

/// Reads a tree whole: fields, names, checks.
fn compile(root: &Node, wanted: Wanted, reader: Reader) -> Compiled {
    let shelf = Rc::clone(&reader.shelf);
    let (mut compiled, text) = compile_now(root, wanted, reader);
    if let Some(text) = &text {
        shocks::check_changes(root, text, &mut compiled.found);
        switches::check(root, text, &mut compiled.found);
    }
    match (&mut compiled.model, text) {
        (Some(model), Some(text)) => {
            model.later = compile_later(root, &text, model, wanted, &shelf, &mut compiled.found);
            model.switches = compile_switches(root, &text, model, wanted, &shelf, &mut compiled.found);
        }
        (None, Some(text)) => check_later(root, &text, wanted, &shelf, &mut compiled.found),
        _ => {}
    }
    if compiled.found.errors() > 0 {
        compiled.model = None;
    }
    compiled
}

/// Reads what the document is while shocks last and after them, each like the document itself.
fn compile_later(
    root: &Node,
    text: &ScenarioText,
    model: &Model,
    wanted: Wanted,
    shelf: &Rc<Shelf>,
    found: &mut Diagnostics,
) -> Vec<(Instant, Model)> {
    let mut later = Vec::new();
    let mut told = Vec::new();
    for phase in shocks::later(root, text, model, found) {
        let (then, _) = compile_now(&phase.root, wanted, Reader::beside(shelf));
        tell_of_shocks(then.found, &phase.shocks, found);
        let Some(then) = then.model else { continue };
        let known = later.iter().map(|(_, known)| known);
        let rebuilt = std::iter::once(model)
            .chain(known)
            .find_map(|known| shocks::rebuilt(known, &then));
        if let Some(what) = rebuilt {
            if told.contains(&what) {
                continue;
            }
            told.push(what);
            let fact = format!(
                "shock {} changes more than can change while a run goes on: {what}",
                phase.shocks
            );
            let fault = Diagnostic::error(fact);
            found.push(match &text.shock {
                Some(shock) => fault.at(&shock.place, "among these"),
                None => fault,
            });
            continue;
        }
        later.push((phase.from, then));
    }
    later
}

/// Reports what is wrong in the changes of shocks to a document that is not sound itself.
fn check_later(root: &Node, text: &ScenarioText, wanted: Wanted, shelf: &Rc<Shelf>, found: &mut Diagnostics) {
    for (shock, then) in shocks::each_alone(root, text) {
        let (mut then, _) = compile_now(&then, wanted, Reader::beside(shelf));
        then.found.keep_errors();
        tell_of_shocks(then.found, &shock, found);
    }
}

/// Adds what was found while shocks last to what is known, each thing once.
fn tell_of_shocks(then: Diagnostics, shocks: &str, found: &mut Diagnostics) {
    for message in then.into_sorted() {
        if !found.contains(&message) {
            found.push(message.note(format!("this is so while shock {shocks} lasts")));
        }
    }
}

/// Reads what the document is with each of the changes that a run makes itself, alone.
fn compile_switches(
    root: &Node,
    text: &ScenarioText,
    model: &Model,
    wanted: Wanted,
    shelf: &Rc<Shelf>,
    found: &mut Diagnostics,
) -> Vec<Switch> {
    let mut switches = Vec::new();
    let plain = shocks::without_changes(root);
    for one in switches::declared(text) {
        let mut changed = plain.clone();
        // What is wrong with the changes themselves has been told.
        overrides::apply(&mut changed, &[one.changes], &mut Reader::default());
        let (then, _) = compile_now(&changed, wanted, Reader::beside(shelf));
        for message in then.found.into_sorted() {
            if !found.contains(&message) {
                found.push(message.note(format!("this is so with the changes of {}", one.who)));
            }
        }
        let Some(then) = then.model else { continue };
        if let Some(what) = shocks::rebuilt(model, &then) {
            let fact = format!("{} changes more than can change while a run goes on: {what}", one.who);
            found.push(Diagnostic::error(fact).at(&one.changes.place, "here"));
            continue;
        }
        switches.push(Switch { name: one.who, then });
    }
    switches
}

/// Reads a tree whole, without what changes while the run goes on.
fn compile_now(root: &Node, wanted: Wanted, mut reader: Reader) -> (Compiled, Option<ScenarioText>) {
    let text = ScenarioText::read(root, &mut reader);
    let mut found = reader.faults;
    let Some(text) = text else {
        let nothing = Compiled {
            model: None,
            ceilings: Vec::new(),
            lesson: None,
            found,
        };
        return (nothing, None);
    };
    let (model, soundness) = resolve::model(&text, &mut found);
    let lesson = lesson::lesson(&text, &mut found);
    let ceilings = checks::all(&text, &model, &soundness, wanted, &mut found);
    let model = (found.errors() == 0).then_some(model);
    let compiled = Compiled {
        model,
        ceilings,
        lesson,
        found,
    };
    (compiled, Some(text))
}

/// A variant must be sound even when another is run; faults of the scenario itself are not told twice.
fn check_variant(root: &Node, name: &str, changes: &Node, shelf: &Rc<Shelf>, found: &mut Diagnostics) {
    let mut changed = root.clone();
    let mut reader = Reader::beside(shelf);
    let gone = overrides::apply(&mut changed, &[changes], &mut reader);
    let read = compile(&changed, Wanted::Faults, reader);
    let all = overrides::explain(read.found, &gone).into_sorted();
    for fault in all.into_iter().filter(Diagnostic::is_error) {
        if !found.contains(&fault) {
            found.push(fault.note(format!("this is so in variant `{name}`")));
        }
    }
}

fn declared_variants(root: &Node) -> Vec<(String, Node)> {
    let table = root
        .as_table()
        .and_then(|table| table.get("variant"))
        .and_then(Node::as_table);
    let entries = table.map_or(&[][..], |table| table.entries.as_slice());
    entries
        .iter()
        .filter(|entry| matches!(entry.node.content, Content::Table(_)))
        .map(|entry| (entry.key.clone(), entry.node.clone()))
        .collect()
}

fn unknown_variant(name: &str, declared: &[(String, Node)], sources: &mut Sources) -> Diagnostic {
    let source = sources.add("--variant", name);
    let place = Place {
        source,
        range: 0..name.len(),
    };
    let fault = Diagnostic::error(format!("unknown variant `{name}`"))
        .at(&place, "the scenario declares no variant of this name");
    let names = declared.iter().map(|(name, _)| name.as_str());
    match nearest::name(name, names.clone()) {
        Some(near) => fault.help(format!("a variant with a similar name exists: `{near}`")),
        None => fault.help(format!("the variants are {}", nearest::list(names))),
    }
}

/// FNV-1a over the text, the variant and the overrides, with a separator that none of them holds.
fn hash(text: &str, choice: &Choice) -> u64 {
    let parts = [text]
        .into_iter()
        .chain(choice.variant.as_deref())
        .chain(choice.sets.iter().map(String::as_str));
    hash_of(parts)
}

fn hash_of<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    parts
        .into_iter()
        .flat_map(|part| part.bytes().chain([0xff]))
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

#[cfg(test)]
mod tests;
