//! Scenarios that are nearly right: shipped ones, changed word by word, table by table.

use flowcast::engine::streams::Stream;

/// What a scenario could hold where it should not, or in a place where nobody has thought of it.
const WORDS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "7",
    "0.5",
    "1e300",
    "1e-300",
    "5e-324",
    "-0.0",
    "nan",
    "inf",
    "-inf",
    "255",
    "256",
    "65535",
    "65536",
    "1000000",
    "1000001",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "0x7fffffff",
    "\"0%\"",
    "supplier",
    "if_unsolved",
    "uses",
    "service",
    "means",
    "value",
    "cost_of_delay",
    "penalty_per_item",
    "at_once",
    "reorder_at",
    "\"degraded\"",
    "\"nothing\"",
    "\"100%\"",
    "\"0.000001%\"",
    "\"99.9999%\"",
    "\"-1%\"",
    "\"101%\"",
    "\"nan%\"",
    "\"rest\"",
    "\"other\"",
    "\"0m\"",
    "\"0.001s\"",
    "\"1ms\"",
    "\"1m\"",
    "\"24h\"",
    "\"23h59m\"",
    "\"1 week\"",
    "\"20 years\"",
    "\"52 weeks\"",
    "\"1 working day\"",
    "\"3650 working days\"",
    "\"9999999999 weeks\"",
    "\"1e18 weeks\"",
    "\"1e300h\"",
    "\"nan h\"",
    "\"-1h\"",
    "\"always\"",
    "\"done\"",
    "\"today\"",
    "\"priority\"",
    "\"stop\"",
    "\"send_back\"",
    "\"unauthorised\"",
    "{ type = \"emergency\" }",
    "\"change.deploy\"",
    "[\"peer\", \"board\"]",
    "\"\"",
    "\" \"",
    "\"é\"",
    "\"𝄞\u{301}\"",
    "\"Mon-Sun 00:00-24:00\"",
    "\"Sun 23:00-01:00\"",
    "\"Mon-Fri 09:00-09:00\"",
    "\"Sat-Mon 22:00-06:00\"",
    "\"25:00\"",
    "\"Europe/London\"",
    "\"Pacific/Apia\"",
    "\"America/New_York\"",
    "\"Australia/Lord_Howe\"",
    "\"Mars/Base\"",
    "2027-01-04",
    "2027-03-28",
    "2027-10-31",
    "0000-01-01",
    "-009999-01-01",
    "9999-12-31",
    "2011-12-30",
    "2027-02-29",
    "\"2027-03-28 01:30\"",
    "\"0001-01-01 00:00\"",
    "\"9999-12-31 23:59\"",
    "true",
    "false",
    "[]",
    "{}",
    "[[]]",
    "{ other = 1 }",
    "{ mean = \"1h\", cv = 0 }",
    "{ mean = \"1h\", cv = 1e9 }",
    "{ typical = \"1m\", one_in_ten_over = \"20 years\" }",
    "{ exponential = { mean = \"1ms\" } }",
    "{ exponential = { mean = 1 } }",
    "{ low = \"0m\", likely = \"0m\", high = \"0m\" }",
    "{ fixed = 0 }",
    "{ size = 3 }",
    "{ at_least = 2, at_most = 4294967295, wait_at_most = \"1ms\" }",
    "{ leaves = \"Mon-Sun 02:30\", at_most = 1 }",
    "\"last day 17:00\"",
    "\"24h before\"",
    "\"efforts.csv\"",
    "\"last_year.csv\"",
    "\"starting-backlog.csv\"",
    "\"nowhere.csv\"",
];

/// Luck that picks.
pub struct Choices(pub Stream);

impl Choices {
    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        ((self.0.uniform() * end as f64) as usize).min(end.saturating_sub(1))
    }
    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
    /// One of some things; the default where there are none.
    pub fn one<T: Copy + Default>(&mut self, of: &[T]) -> T {
        of.get(self.below(of.len())).copied().unwrap_or_default()
    }
}

/// A text with a few changes, some of them taken from `others`.
pub fn mutated(text: &str, others: &[&str], choices: &mut Choices) -> String {
    let mut text = text.to_owned();
    let mut more = true;
    while more {
        let other = choices.one(others);
        text = match choices.below(20) {
            0..=9 => with_other_word(&text, choices),
            10 | 11 => with_words_swapped(&text, choices),
            12 => with_word_of(&text, other, choices),
            13 | 14 => with_line_of(&text, other, choices),
            15 => without_line(&text, choices),
            16 => with_table_of(&text, other, choices),
            17 => without_table(&text, choices),
            18 => with_table_twice(&text, choices),
            _ => with_noise(&text, choices),
        };
        more = choices.below(3) == 0;
    }
    text
}

/// Words, quoted texts, signs and gaps, in order: joined they are the text again.
pub fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| letter.is_alphanumeric() || "_.+-".contains(letter);
        let length = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            _ if is_word(first) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after;
    }
    words
}

fn is_told(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphanumeric() || "\"_-".contains(first))
}

/// Where words stand that say something, among all.
fn told(words: &[&str]) -> Vec<usize> {
    (0..words.len()).filter(|&at| is_told(words[at])).collect()
}

/// What is said after `=` or in a list is mostly changed, because a key that nobody knows is found at once.
fn values(words: &[&str]) -> Vec<usize> {
    let (mut after, mut found) = (false, Vec::new());
    for (at, word) in words.iter().enumerate() {
        match *word {
            "=" => after = true,
            "\n" => after = false,
            word if after && is_told(word) => found.push(at),
            _ => {}
        }
    }
    found
}

fn with_other_word(text: &str, choices: &mut Choices) -> String {
    let mut words = words(text);
    let spots = if choices.once_in(8) {
        told(&words)
    } else {
        values(&words)
    };
    if spots.is_empty() {
        return text.to_owned();
    }
    let at = choices.one(&spots);
    let number = words[at].parse::<f64>().ok();
    // A number near the one that was there passes where the wildest do not.
    let near = number.map(|number| (number * [0.0, 0.5, 2.0, 10.0, 1e3, 1e6][choices.below(6)]).to_string());
    let own = with_other_digits(words[at], choices);
    words[at] = match (choices.below(4), &near) {
        (0 | 1, Some(near)) => near,
        (0..=2, _) if own != words[at] => &own,
        _ => choices.one(WORDS),
    };
    words.concat()
}

/// `"4h"` with another number before the unit.
fn with_other_digits(word: &str, choices: &mut Choices) -> String {
    let Some(from) = word.find(|letter: char| letter.is_ascii_digit()) else {
        return word.to_owned();
    };
    let is_digit = |letter: char| letter.is_ascii_digit() || letter == '.';
    let length = word[from..]
        .find(|letter| !is_digit(letter))
        .unwrap_or(word.len() - from);
    let number = choices.one(&[
        "0",
        "1",
        "7",
        "59",
        "60",
        "100",
        "9999",
        "0.1",
        "0.0000001",
        "1000000000000",
        "1e5",
        "",
    ]);
    format!("{}{number}{}", &word[..from], &word[from + length..])
}

fn with_words_swapped(text: &str, choices: &mut Choices) -> String {
    let mut words = words(text);
    let spots = if choices.once_in(4) {
        told(&words)
    } else {
        values(&words)
    };
    if spots.is_empty() {
        return text.to_owned();
    }
    let (one, two) = (choices.one(&spots), choices.one(&spots));
    if choices.once_in(2) {
        words.swap(one, two);
    } else {
        words[one] = words[two];
    }
    words.concat()
}

fn with_word_of(text: &str, other: &str, choices: &mut Choices) -> String {
    let (mut own, others) = (words(text), words(other));
    let (to, from) = (told(&own), told(&others));
    if !to.is_empty() && !from.is_empty() {
        let to = choices.one(&to);
        own[to] = others[choices.one(&from)];
    }
    own.concat()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn with_line_of(text: &str, other: &str, choices: &mut Choices) -> String {
    let source = if choices.once_in(2) { text } else { other };
    let line = choices.one(&lines(source)).to_owned();
    let mut own = lines(text);
    own.insert(choices.below(own.len() + 1), &line);
    own.concat()
}

fn without_line(text: &str, choices: &mut Choices) -> String {
    let mut own = lines(text);
    if !own.is_empty() {
        own.remove(choices.below(own.len()));
    }
    own.concat()
}

/// Where tables begin, the head of the file first, its end last.
fn tables(lines: &[&str]) -> Vec<usize> {
    let begins = |at: &usize| lines[*at].starts_with('[');
    let heads = (0..lines.len()).filter(begins);
    std::iter::once(0).chain(heads).chain([lines.len()]).collect()
}

fn table<'t>(lines: &[&'t str], choices: &mut Choices) -> (usize, Vec<&'t str>) {
    let cuts = tables(lines);
    let number = choices.below(cuts.len() - 1);
    (cuts[number], lines[cuts[number]..cuts[number + 1]].to_vec())
}

fn with_table_of(text: &str, other: &str, choices: &mut Choices) -> String {
    let (_, table) = table(&lines(other), choices);
    format!("{text}\n{}", table.concat())
}

fn without_table(text: &str, choices: &mut Choices) -> String {
    let mut own = lines(text);
    let (from, table) = table(&own, choices);
    own.drain(from..from + table.len());
    own.concat()
}

/// A table a second time, mostly with another name.
fn with_table_twice(text: &str, choices: &mut Choices) -> String {
    let (_, table) = table(&lines(text), choices);
    let copy = table.concat().replacen(']', ["2]", "]", ".x]"][choices.below(3)], 1);
    format!("{text}\n{copy}")
}

/// A few letters that do not belong there, or a cut.
fn with_noise(text: &str, choices: &mut Choices) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=choices.below(3) {
        let at = choices.below(letters.len() + 1);
        let letter = [
            '\0', '\r', '\t', '"', '\'', '\\', '[', ']', '{', '}', '=', '.', ',', '#', '%', 'é', '\u{feff}', '𝄞', '9',
        ];
        match choices.below(8) {
            0 if !letters.is_empty() => letters.truncate(at),
            1..=2 if at < letters.len() => drop(letters.remove(at)),
            _ => letters.insert(at, letter[choices.below(letter.len())]),
        }
    }
    letters.into_iter().collect()
}
