//! Teams that become one: `merge = [{ teams = ["desk", "platform"], into = "pool" }]`.

use super::flow::entry;
use super::team_names;
use super::{Gone, set_within};
use crate::diagnostic::{Diagnostic, Place};
use crate::scenario::catalogue::{Field, Placed, Reader, Value};
use crate::scenario::fields::{MergeText, TeamText};
use crate::scenario::nearest;
use crate::scenario::tree::{Content, Entry, Node, Table};
use crate::scenario::values::mix::percent;
use crate::scenario::values::{Listed, Share};

/// Merges what is listed; what the teams differ in has to be among the values of the same override. Returns teams that did not
/// come about.
pub fn apply<'a>(
    root: &mut Node,
    lists: impl Iterator<Item = &'a Node>,
    values: &[Table],
    gone: &mut Vec<Gone>,
    reader: &mut Reader,
) -> Vec<String> {
    let mut failed = Vec::new();
    for list in lists {
        let read = reader.within("merge", |reader| Listed::<MergeText>::read(list, reader));
        for merge in read.iter().flat_map(|read| &read.0) {
            if let (Some(teams), Some(into)) = (&merge.teams, &merge.into) {
                let merger = Merger {
                    teams: &teams.value,
                    into,
                    place: &merge.place,
                    values,
                };
                if !merger.apply(root, gone, reader) {
                    failed.push(into.value.clone());
                }
            }
        }
    }
    failed
}

/// Teams, and the one that they become.
struct Merger<'a> {
    teams: &'a [Placed<String>],
    into: &'a Placed<String>,
    place: &'a Place,
    values: &'a [Table],
}

impl Merger<'_> {
    fn apply(&self, root: &mut Node, gone: &mut Vec<Gone>, reader: &mut Reader) -> bool {
        let Some(Content::Table(known)) = root.entry_mut("team").map(|teams| &mut teams.node.content) else {
            return false;
        };
        if !self.is_sound(known, gone, reader) {
            return false;
        }
        let is_one = |entry: &Entry| self.teams.iter().any(|team| team.value == entry.key);
        let merged: Vec<Entry> = known.entries.iter().filter(|entry| is_one(entry)).cloned().collect();
        let index = known.entries.iter().position(is_one).unwrap_or(0);
        let mut team = self.together(&merged, reader);
        team.key_place = self.into.place.clone();
        known.entries.retain(|entry| !is_one(entry));
        known.entries.insert(index, team);
        let names: Vec<&str> = self.teams.iter().map(|team| team.value.as_str()).collect();
        team_names::rename(root, &names, &self.into.value);
        let others = self.teams.iter().filter(|team| team.value != self.into.value);
        gone.extend(others.map(|team| Gone {
            sort: "team",
            name: team.value.clone(),
            place: team.place.clone(),
            merged_into: Some(self.into.value.clone()),
        }));
        true
    }

    fn is_sound(&self, known: &Table, gone: &[Gone], reader: &mut Reader) -> bool {
        let before = reader.faults.errors();
        if self.teams.len() < 2 {
            let fault = Diagnostic::error("a merge takes two teams or more");
            reader.fault(fault.at(self.place, "here there are fewer"));
        }
        for (index, team) in self.teams.iter().enumerate() {
            if let Some(first) = self.teams[..index].iter().find(|first| first.value == team.value) {
                let fault = Diagnostic::error(format!("team `{}` is merged with itself", team.value));
                reader.fault(fault.at(&team.place, "here").at(&first.place, "and here"));
            } else if known.get(&team.value).is_none() {
                reader.fault(unknown_team(team, known, gone));
            }
            let path = ["team".to_owned(), team.value.clone()];
            if let Some(set) = set_within(self.values, &path).filter(|_| team.value != self.into.value) {
                let fact = format!(
                    "team `{}` is merged into `{}` and changed at once",
                    team.value, self.into.value
                );
                let fault = Diagnostic::error(fact)
                    .at(&team.place, "merged here")
                    .at(&set, "and changed here");
                reader.fault(fault.help(format!("change `team.{}`, which they become", self.into.value)));
            }
        }
        let is_other = self.teams.iter().all(|team| team.value != self.into.value);
        if let Some(taken) = known
            .entries
            .iter()
            .find(|entry| is_other && entry.key == self.into.value)
        {
            let fault = Diagnostic::error(format!("`{}` is another team", self.into.value));
            reader.fault(
                fault
                    .at(&self.into.place, "they would become this one")
                    .at(&taken.key_place, "it is here")
                    .help("put it among those that are merged, or give the new team another name"),
            );
        }
        reader.faults.errors() == before
    }

    /// The team that they become.
    fn together(&self, teams: &[Entry], reader: &mut Reader) -> Entry {
        let mut entries = Vec::new();
        for field in TeamText::record().fields {
            let found: Vec<Option<&Node>> = teams
                .iter()
                .map(|team| team.node.as_table().and_then(|table| table.get(field.key)))
                .collect();
            let there = found.iter().flatten().copied().collect::<Vec<_>>();
            let Some(first) = there.first() else { continue };
            let content = match field.key {
                "people" => Some(added_people(&there)),
                "joining" | "leaving" => Some(all_of(&there)),
                "on_call" => self.on_call(&there, teams, &field, reader),
                "also_works_for" => self.helped(&found, teams, &field, reader),
                // So many of each are not so many of both: that is for the user to say.
                "wip" => {
                    self.report(teams, &field, reader);
                    None
                }
                _ => self.common(&found, teams, &field, reader),
            };
            entries.extend(content.map(|content| entry(field.key, content, &first.place)));
        }
        let place = self.into.place.clone();
        Entry {
            key: self.into.value.clone(),
            key_place: place.clone(),
            node: Node {
                place,
                content: Content::Table(Table { entries }),
            },
        }
    }

    /// What all of them say, or leave out.
    fn common(&self, found: &[Option<&Node>], teams: &[Entry], field: &Field, reader: &mut Reader) -> Option<Content> {
        let standard = field.default.clone().map(|content| Node {
            place: self.place.clone(),
            content,
        });
        let said: Vec<Option<&Node>> = found.iter().map(|node| node.or(standard.as_ref())).collect();
        let same = said.windows(2).all(|pair| match (pair[0], pair[1]) {
            (Some(one), Some(other)) => one.is_like(other),
            (one, other) => one.is_none() && other.is_none(),
        });
        if !same {
            self.report(teams, field, reader);
            return None;
        }
        said.first().copied().flatten().map(|node| node.content.clone())
    }

    /// People on call of all of them, who are called alike.
    fn on_call(&self, there: &[&Node], teams: &[Entry], field: &Field, reader: &mut Reader) -> Option<Content> {
        let mut together = (*there.first()?).clone();
        let without_people = |node: &Node| {
            let mut node = node.clone();
            if let Content::Table(table) = &mut node.content {
                table.entries.retain(|entry| entry.key != "people");
            }
            node
        };
        if !there
            .iter()
            .all(|node| without_people(node).is_like(&without_people(&together)))
        {
            self.report(teams, field, reader);
            return None;
        }
        let people = |node: &&Node| match node.as_table().and_then(|table| table.get("people")) {
            Some(Node {
                content: Content::Whole(people),
                ..
            }) => *people,
            _ => 1,
        };
        let sum: i64 = there.iter().map(people).fold(0, i64::saturating_add);
        if let Content::Table(table) = &mut together.content {
            table.entries.retain(|entry| entry.key != "people");
            table
                .entries
                .push(entry("people", Content::Whole(sum), &together.place));
        }
        Some(together.content)
    }

    /// Other teams that they help: each other they do not need to help any more.
    fn helped(&self, found: &[Option<&Node>], teams: &[Entry], field: &Field, reader: &mut Reader) -> Option<Content> {
        let others: Vec<Node> = found
            .iter()
            .map(|node| {
                let mut node = node.cloned().unwrap_or_else(|| Node {
                    place: self.place.clone(),
                    content: Content::List(Vec::new()),
                });
                if let Content::List(names) = &mut node.content {
                    names.retain(|name| {
                        !self
                            .teams
                            .iter()
                            .any(|team| Some(team.value.as_str()) == name.as_text())
                    });
                }
                node
            })
            .collect();
        if !others.windows(2).all(|pair| pair[0].is_like(&pair[1])) {
            self.report(teams, field, reader);
            return None;
        }
        let first = others.into_iter().next()?;
        let is_nobody = matches!(&first.content, Content::List(names) if names.is_empty());
        (!is_nobody).then_some(first.content)
    }

    /// Reports a field in which teams differ, unless the override says what holds.
    fn report(&self, teams: &[Entry], field: &Field, reader: &mut Reader) {
        let into = &self.into.value;
        let path = ["team".to_owned(), into.clone(), field.key.to_owned()];
        if set_within(self.values, &path).is_some() {
            return;
        }
        let names = nearest::list(teams.iter().map(|team| team.key.as_str()));
        let fact = match field.key {
            "wip" => format!("teams {names} become one, and nothing says which limit it has"),
            key => format!("teams {names} become one, and differ in `{key}`"),
        };
        let mut fault = Diagnostic::error(fact).at(self.place, "merged here");
        for team in teams {
            let own = team.node.as_table().and_then(|table| table.get(field.key));
            fault = match own {
                Some(own) => fault.at(&own.place, format!("of `{}`", team.key)),
                None => fault.at(&team.key_place, "left out here"),
            };
        }
        reader.fault(fault.help(match weighted(teams, field.key) {
            Some(mean) => format!(
                "say which holds for all of them, as in `team.{into}.{} = {mean}`, which is their mean by people",
                field.key
            ),
            None => format!("say which holds for all of them: `team.{into}.{} = …`", field.key),
        }));
    }
}

fn unknown_team(team: &Placed<String>, known: &Table, gone: &[Gone]) -> Diagnostic {
    let fault = Diagnostic::error(format!("there is no team `{}` to merge", team.value)).at(&team.place, "merged here");
    if let Some(gone) = gone.iter().find(|gone| gone.sort == "team" && gone.name == team.value) {
        return fault.at(&gone.place, "and gone from here on");
    }
    let names = known.entries.iter().map(|entry| entry.key.as_str());
    match nearest::name(&team.value, names.clone()) {
        Some(near) => fault.help(format!("a team with a similar name exists: `{near}`")),
        None => fault.help(format!("the teams are {}", nearest::list(names))),
    }
}

/// People by hours of all of them; a plain number works always.
fn added_people(there: &[&Node]) -> Content {
    if let [Content::Whole(_), ..] = there.iter().map(|node| &node.content).collect::<Vec<_>>().as_slice()
        && there.iter().all(|node| node.as_table().is_none())
    {
        let whole = |node: &&Node| match node.content {
            Content::Whole(people) => people,
            _ => 0,
        };
        return Content::Whole(there.iter().map(whole).fold(0, i64::saturating_add));
    }
    let mut table = Table::default();
    for node in there {
        let plain = entry("always", node.content.clone(), &node.place);
        let entries = node.as_table().map_or(vec![plain], |table| table.entries.clone());
        for other in entries {
            match table.entry_mut(&other.key) {
                None => table.entries.push(other),
                Some(own) => {
                    if let (Content::Whole(own), Content::Whole(other)) = (&mut own.node.content, &other.node.content) {
                        *own = own.saturating_add(*other);
                    }
                }
            }
        }
    }
    Content::Table(table)
}

fn all_of(there: &[&Node]) -> Content {
    let lists = there.iter().filter_map(|node| match &node.content {
        Content::List(nodes) => Some(nodes),
        _ => None,
    });
    Content::List(lists.flatten().cloned().collect())
}

/// The mean of a share or an amount over the people of teams, as it is written.
fn weighted(teams: &[Entry], key: &str) -> Option<String> {
    if !["absence", "other_duties", "hourly_cost"].contains(&key) {
        return None;
    }
    let (mut sum, mut people, mut is_share) = (0.0, 0.0, true);
    for team in teams {
        let table = team.node.as_table()?;
        let heads = heads(table.get("people")?)?;
        let figure = match table.get(key).map(|node| (&node.content, node.as_number())) {
            None if key == "hourly_cost" => return None,
            None => 0.0,
            Some((Content::Text(text), _)) => Share::parse(text)?,
            Some((_, number)) => {
                is_share = false;
                number?
            }
        };
        sum += heads * figure;
        people += heads;
    }
    let mean = (people > 0.0).then(|| sum / people)?;
    Some(match is_share && key != "hourly_cost" {
        true => format!("\"{}%\"", percent(mean)),
        false => format!("{}", (mean * 100.0).round() / 100.0),
    })
}

fn heads(people: &Node) -> Option<f64> {
    match people.as_table() {
        None => people.as_number(),
        Some(table) => table.entries.iter().map(|entry| entry.node.as_number()).sum(),
    }
}
