//! The nearest known name to one that is not known.

/// The nearest of `known` to `name`, if one is near enough to be meant.
pub fn name<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).clamp(1, 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Names for a message: `a`, `b` and `c`.
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_near_names_are_suggested() {
        assert_eq!(super::name("L1", ["desk", "l1"]), Some("l1"));
        assert_eq!(super::name("platfrom", ["desk", "platform"]), Some("platform"));
        assert_eq!(super::name("finance", ["desk", "platform"]), None);
        assert_eq!(super::list(["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
