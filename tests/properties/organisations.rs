//! Random organisations as scenario text, with all that the language can say today.

use flowcast::engine::streams::{Key, Stream};

/// Luck, and what to make of it.
struct Choices(Stream);

impl Choices {
    fn below(&mut self, end: f64) -> f64 {
        self.0.uniform() * end
    }
    fn whole(&mut self, from: u32, to: u32) -> u32 {
        from + self.below(f64::from(to - from + 1)) as u32
    }
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as f64) as usize]
    }
    fn yes(&mut self, chance: f64) -> bool {
        self.0.uniform() < chance
    }
    fn share(&mut self, most: f64) -> String {
        format!("\"{:.2}%\"", self.below(most))
    }
    fn effort(&mut self) -> String {
        let minutes = self.whole(5, 90);
        let longer = minutes * 3;
        self.one(
            &[
                format!("\"{minutes}m\"").as_str(),
                format!("{{ typical = \"{minutes}m\", one_in_ten_over = \"{longer}m\" }}").as_str(),
                format!("{{ low = \"1m\", likely = \"{minutes}m\", high = \"{longer}m\" }}").as_str(),
                format!("{{ exponential = {{ mean = \"{minutes}m\" }} }}").as_str(),
                format!("{{ by = \"priority\", P1 = \"{minutes}m\", other = \"{longer}m\" }}").as_str(),
            ]
            .map(str::to_owned)
            .each_ref()
            .map(String::as_str),
        )
        .to_owned()
    }
}

/// The organisation of a number.
pub fn organisation(number: u64) -> String {
    let mut choices = Choices(Key::replication(20_270_104, number).stream());
    let choices = &mut choices;
    // Two of the starts are in weeks in which the clocks jump.
    let start = choices.one(&["2027-01-04", "2027-03-22", "2027-10-25"]);
    let zone = choices.one(&["UTC", "Europe/London", "America/New_York"]);
    let mut text = format!(
        "title = \"organisation {number}\"\nstart = {start}\ntimezone = \"{zone}\"\nduration = \"2 weeks\"\n\
         [run]\nreplications = 2\nseed = {number}\n\
         [hours]\noffice = \"Mon-Fri 09:00-17:00\"\nlate = \"Mon-Fri 13:00-21:00\"\nnight = \"Sun-Thu 22:00-06:00\"\n\
         holidays = [2027-01-06, 2027-03-26]\n"
    );
    text += &team("desk", choices);
    text += &team("platform", choices);
    text += &team("board", choices);
    text += &demands(choices);
    text += &streams(choices);
    text += &groups(&mut Choices(Key::replication(7, number).stream()));
    text += &governance(choices);
    text += "[promise.soon]\nfor = { demand = \"incident\" }\nresolve = \"8h\"\nrespond = \"30m\"\nclock = \"office\"\ntarget = \"80%\"\n\
             [promise.later]\nfor = { demand = [\"request\", \"change\"] }\nresolve = \"2 working days\"\nclock = \"office\"\n\
             target = \"90%\"\njudged = \"each week\"\n";
    text
}

fn team(name: &str, choices: &mut Choices) -> String {
    let office = choices.whole(2, 4);
    let other = choices.whole(1, 2);
    let people = match choices.whole(0, 3) {
        0 => format!("{office}"),
        1 => format!("{{ office = {office} }}"),
        2 => format!("{{ office = {office}, late = {other} }}"),
        _ => format!("{{ office = {office}, night = {other} }}"),
    };
    let mut text = format!("[team.{name}]\npeople = {people}\n");
    if choices.yes(0.5) {
        text += &format!("absence = {}\n", choices.share(40.0));
    }
    if choices.yes(0.5) {
        text += &format!("other_duties = {}\n", choices.share(40.0));
    }
    if choices.yes(0.5) {
        let only = choices.one(&["only = { priority = [\"P1\"] }, ", ""]);
        text += &format!(
            "on_call = {{ hours = \"{}\", people = {}, {only}call_out = \"{}m\" }}\n",
            choices.one(&["always", "night"]),
            choices.whole(1, 2),
            choices.whole(0, 30)
        );
    }
    text
}

fn demands(choices: &mut Choices) -> String {
    let rate = choices.whole(40, 250);
    let incidents = match choices.whole(0, 3) {
        0 => format!("{{ per_week = {rate}, split = {{ office = \"70%\", outside = \"30%\" }} }}"),
        1 => format!("{{ per_week = {rate}, burstiness = {{ spread = \"60%\", memory = \"50%\" }} }}"),
        2 => format!(
            "{{ every = {{ erlang = {{ mean = \"{}m\", k = 3 }} }} }}",
            10_080 / rate
        ),
        _ => format!("{{ every = \"{}m\" }}", 10_080 / rate),
    };
    let requests = choices.whole(10, 60);
    let changes = choices.whole(5, 30);
    let reopened = choices.one(&[
        "",
        "reopened = { share = \"30%\", to = \"answer\", within = \"2 days\" }\n",
    ]);
    format!(
        "[demand.incident]\nkind = \"failure\"\nstream = \"restore\"\narrivals = {incidents}\n\
         priority = {{ P1 = \"20%\", P2 = \"30%\", P3 = \"50%\" }}\nenters = {{ P1 = \"fix\" }}\n\
         [demand.request]\nkind = \"value\"\nstream = \"fulfil\"\narrivals = {{ per_week = {requests}, \
         split = {{ office = \"50%\", late = \"50%\" }} }}\n\
         [demand.change]\nkind = \"opportunity\"\nstream = \"change\"\narrivals = {{ per_week = {changes} }}\n\
         type = {{ standard = \"40%\", normal = \"40%\", emergency = \"20%\" }}\n\
         fails = {{ standard = {}, normal = {}, emergency = {} }}\n\
         [demand.question]\nkind = \"information\"\nstream = \"answer\"\n{reopened}",
        choices.share(20.0),
        choices.share(60.0),
        choices.share(60.0)
    )
}

fn step(stream: &str, name: &str, team: &str, more: &str, choices: &mut Choices) -> String {
    step_by(stream, name, &format!("\"{team}\""), more, choices)
}

/// A step done by a team, or by teams of which each takes over from the one before.
fn step_by(stream: &str, name: &str, team: &str, more: &str, choices: &mut Choices) -> String {
    format!(
        "[[stream.{stream}.step]]\nname = \"{name}\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = {team}\n\
         effort = {}\n{more}\n",
        choices.effort()
    )
}

fn wait(stream: &str, name: &str, more: &str, choices: &mut Choices) -> String {
    format!(
        "[[stream.{stream}.step]]\nname = \"{name}\"\nactivity = \"obtain_build\"\npractice = \"supplier management\"\n\
         wait = {}\nwaits_for = \"{}\"\nwait_hours = \"{}\"\nstops_clock = {}\n{more}\n",
        choices.effort(),
        choices.one(&["supplier", "customer", "other"]),
        choices.one(&["always", "office"]),
        choices.one(&["true", "false", "[\"soon\"]"])
    )
}

/// Items that wait for each other.
fn groups(choices: &mut Choices) -> String {
    let first = choices.one(&["", ", first = 1"]);
    let branch = format!("branch = {{ to = [\"laptop\", \"account\"], join = \"hand\"{first} }}");
    let laptop = format!("next = {{ hand = \"100%\" }}\n{}", limit(choices, 0.3));
    let account = format!(
        "next = {{ account = \"10%\", hand = \"90%\" }}\n{}",
        limit(choices, 0.3)
    );
    let wait = choices.one(&["true", "false"]);
    let take = format!("raises = {{ question = {{ share = \"30%\", wait = {wait} }} }}\n{branch}");
    let closes = choices.one(&["true", "false"]);
    let calls = format!("while_open = {{ raises = \"question\", per_hour = 0.4, at_most = 20, closes = {closes} }}");
    format!(
        "[demand.joiner]\nkind = \"value\"\nstream = \"joining\"\narrivals = {{ per_week = {} }}\n{calls}\n\
         [demand.machine]\nkind = \"failure\"\nstream = \"repair\"\n\
         arrivals = {{ users = {}, each_again_after = {{ exponential = {{ mean = \"20h\" }} }} }}\n\
         [stream.joining]\n{}\n",
        choices.whole(5, 40),
        choices.whole(1, 6),
        limit(choices, 0.5),
    ) + &step("joining", "take", "desk", &take, choices)
        + &step("joining", "laptop", "platform", &laptop, choices)
        + &step("joining", "account", "desk", &account, choices)
        + &step("joining", "hand", "desk", &limit(choices, 0.3), choices)
        + &step("repair", "look", "desk", &limit(choices, 0.3), choices)
        + &step("repair", "mend", "platform", &limit(choices, 0.5), choices)
}

/// A limit, with some chance.
fn limit(choices: &mut Choices, chance: f64) -> String {
    if !choices.yes(chance) {
        return String::new();
    }
    let when_full = choices.one(&["wait", "blocking", "holding", "turn away"]);
    format!(
        "wip = {{ items = {}, when_full = \"{when_full}\" }}",
        choices.whole(1, 4)
    )
}

fn streams(choices: &mut Choices) -> String {
    let crew = format!("people = {}", choices.whole(1, 2));
    let triage = "next = { done = \"60%\", fix = \"35%\", triage = \"5%\" }\nraises = { question = \"10%\" }";
    let fix =
        format!("raises = {{ change = \"4%\" }}\nnext = {{ done = \"80%\", triage = \"15%\", back = \"5%\" }}\n{crew}");
    let deploy = format!(
        "if_it_fails = {{ raises = \"incident\", count = {{ low = 0, likely = 1, high = 4 }}, within = \"{}h\" }}",
        choices.whole(0, 30)
    );
    let both = choices.one(&["people = 1", "people = 2"]);
    let handoff = choices.one(&["", "handoff = \"7m\""]);
    let patience = choices.one(&[
        "",
        "patience = { lasts = \"3h\", comes_back = \"50%\", after = \"1h\" }\n",
    ]);
    let misrouted = choices.one(&[
        "",
        "misrouted = { share = \"20%\", to = { board = \"50%\", desk = \"50%\" }, effort = \"9m\" }",
        "misrouted = { share = \"20%\", to = { board = \"100%\" }, noticed_after = \"50m\" }",
    ]);
    let hold = choices.one(&["", "hold = { while = \"desk\", above = 3 }"]);
    let answerers = choices.one(&[
        "\"desk\"",
        "[\"desk\", { team = \"platform\", after = \"20m\" }, { team = \"board\", after = \"2h\" }]",
    ]);
    let answered = choices.one(&[
        "",
        "next = [ { from_visit = 3, to = \"done\" }, { when = { demand = \"question\" }, to = { answer = \"60%\", done = \"rest\" } }, { to = \"done\" } ]",
    ]);
    step("restore", "triage", "desk", &format!("{patience}{triage}"), choices)
        + &step(
            "restore",
            "fix",
            "platform",
            &format!("{fix}\n{handoff}\n{misrouted}"),
            choices,
        )
        + &wait("restore", "back", "next = { fix = \"50%\", done = \"50%\" }", choices)
        + &step("fulfil", "fulfil", "desk", both, choices)
        + &wait("fulfil", "delivery", "", choices)
        + &step(
            "change",
            "prepare",
            "platform",
            &format!("approval = true\n{hold}"),
            choices,
        )
        + &step("change", "deploy", "platform", &deploy, choices)
        + &step_by("answer", "answer", answerers, &format!("{patience}{answered}"), choices)
}

fn governance(choices: &mut Choices) -> String {
    let normal = choices.one(&["board", "peer", "pre_approved"]);
    let emergency = choices.one(&["board", "peer", "pre_approved"]);
    let on_rejection = choices.one(&["send back", "close"]);
    let (members, peers) = (choices.whole(1, 2), choices.whole(1, 2));
    let meets = choices.one(&[
        "Wed 10:00",
        "Tue 16:45, Thu 20:30",
        "Mon-Fri 23:30, Fri 11:00",
        "Mon-Fri 11:00",
    ]);
    format!(
        "[governance]\npolicy = \"in_force\"\n[policy.in_force]\nrules = [ {{ when = {{ type = \"standard\" }}, \
         route = \"pre_approved\" }}, {{ when = {{ type = \"normal\" }}, route = \"{normal}\" }}, {{ route = \"{emergency}\" }} ]\n\
         [route.peer]\nby = \"{}\"\npeople = {peers}\neffort = \"{}m\"\ncatches_bad = {}\nrejects_good = {}\n\
         still_bad_after_rework = \"30%\"\n\
         [route.board]\nby = \"{}\"\npeople = {members}\nmeets = \"{meets}\"\nlength = \"{}m\"\nat_most = {}\npapers_in = \"{}h before\"\n\
         catches_bad = {}\nrejects_good = {}\nstill_bad_after_rework = \"30%\"\non_rejection = \"{on_rejection}\"\n",
        choices.one(&["platform", "desk"]),
        choices.whole(5, 60),
        choices.share(80.0),
        choices.share(20.0),
        choices.one(&["board", "platform"]),
        choices.whole(20, 120),
        choices.whole(1, 8),
        choices.whole(0, 24),
        choices.share(80.0),
        choices.share(20.0)
    )
}
