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
    /// A duration that is the same for all items.
    fn effort_for_all(&mut self) -> String {
        let minutes = self.whole(5, 300);
        let all = [
            format!("\"{minutes}m\""),
            format!("{{ exponential = {{ mean = \"{minutes}m\" }} }}"),
        ];
        all[usize::from(self.yes(0.5))].clone()
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
    text += &demands(start, choices);
    // Their own luck: what was tried before they were is tried as it was.
    let together = Together::of(&mut Choices(Key::replication(11, number).stream()));
    text += &streams(&together, choices);
    text += &groups(&together, &mut Choices(Key::replication(7, number).stream()));
    text += &governance(choices, &mut Choices(Key::replication(8, number).stream()));
    text += &control(start, &together, &mut Choices(Key::replication(9, number).stream()));
    text += &outside(&mut Choices(Key::replication(12, number).stream()));
    text += &causes(&mut Choices(Key::replication(14, number).stream()));
    text += "[promise.soon]\nfor = { demand = \"incident\" }\nresolve = \"8h\"\nrespond = \"30m\"\nclock = \"office\"\ntarget = \"80%\"\n\
             [promise.later]\nfor = { demand = [\"request\", \"change\"] }\nresolve = \"2 working days\"\nclock = \"office\"\n\
             target = \"90%\"\njudged = \"each week\"\n";
    text = increments(&text, &mut Choices(Key::replication(14, number).stream()));
    text = with_channels(text, &mut Choices(Key::replication(15, number).stream()));
    // Their own luck, too.
    let luck = &mut Choices(Key::replication(13, number).stream());
    if number.is_multiple_of(3) {
        let lasts = luck.whole(1, 6);
        let changes = changes(&text, luck);
        let (month, day) = (&start[..8], start[8..].parse::<u32>().expect("a day") + 2);
        text += &match number.is_multiple_of(2) {
            true => format!("[shock.busy]\nfrom = \"{month}{day:02} 12:30\"\nlasts = \"{lasts} days\"\n"),
            false => format!(
                "[review.busy]\non = \"Mon-Fri 12:30\"\nlooks_at = \"open items\"\nover = \"1 day\"\n\
                 when = {{ above = {} }}\nlasts = \"{lasts} days\"\n",
                luck.whole(1, 20)
            ),
        };
        let of = if number.is_multiple_of(2) { "changes" } else { "then" };
        text += &changes
            .iter()
            .map(|change| format!("{of}.{change}\n"))
            .collect::<String>();
    }
    text
}

/// Value that comes in increments, and questions about what is new.
fn increments(text: &str, choices: &mut Choices) -> String {
    if !choices.yes(0.4) {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    for (step, most) in [("triage", 30.0), ("fix", 70.0), ("deploy", 90.0)] {
        if choices.yes(0.7) {
            let name = format!("name = \"{step}\"\n");
            text = text.replacen(
                &name,
                &format!("{name}releases = \"{:.1}%\"\n", 1.0 + choices.below(most - 1.0)),
                1,
            );
        }
    }
    let worth = choices.one(&[
        "value = 100\n",
        "value = 50\ncost_of_delay = { per_day = 9, after = \"2h\" }\n",
        "",
    ]);
    text = text.replacen(
        "kind = \"opportunity\"\n",
        &format!("kind = \"opportunity\"\n{worth}"),
        1,
    );
    if choices.yes(0.4) {
        text = text.replacen("name = \"deploy\"\n", "name = \"deploy\"\nbrings = \"tool\"\n", 1);
        text += &format!(
            "[capability.tool]\nchanges.stream.answer.answer.effort = \"7m\"\n\
             asks = {{ raises = \"question\", per_week = {}, fade_over = \"{} hours\"{} }}\n",
            choices.whole(1, 9),
            choices.whole(1, 200),
            choices.one(&["", ", hours = \"office\"", ", hours = \"night\""])
        );
    }
    text
}

/// Steps that run by themselves, users who help themselves, items that nobody notices, announcements, knowledge.
fn with_channels(text: String, choices: &mut Choices) -> String {
    let mut text = text;
    let mut say = |after: &str, more: String, choices: &mut Choices| {
        if choices.yes(0.5) {
            text = text.replacen(after, &format!("{after}{more}\n"), 1);
        }
    };
    let (tries, succeeds, share) = (choices.share(100.0), choices.share(100.0), choices.share(100.0));
    let other = choices.one(&["", ", comes_back_as = \"question\"", ", clock_from_attempt = true"]);
    say(
        "[demand.request]\n",
        format!(
            "self_service = {{ tries = {tries}, succeeds = {succeeds}, takes = \"20m\", comes_back = \"80%\", after = \"3h\", \
             learns_from = \"articles\"{other} }}"
        ),
        choices,
    );
    say(
        "[demand.fault]\n",
        "noticed = { after = { exponential = { mean = \"50m\" } } }".to_owned(),
        choices,
    );
    say(
        "[demand.joiner]\n",
        "noticed = { after = \"5h\", first_call = true }".to_owned(),
        choices,
    );
    let unnoticed = choices.share(60.0);
    let stops = choices.one(&["", ", stops = { after = 2, of_last = 5, for = \"1 day\" }"]);
    say(
        "name = \"fix\"\n",
        format!(
            "automated = {{ share = {share}, takes = \"4m\", succeeds = {succeeds}, unnoticed = {unnoticed}, \
             noticed_after = \"9h\"{stops} }}"
        ),
        choices,
    );
    say(
        "name = \"prepare\"\n",
        "automated = { share = \"40%\", takes = \"2m\", succeeds = \"60%\", fallback = \"deploy\", \
         needs_approval = { by = \"type\", standard = false, other = true } }"
            .to_owned(),
        choices,
    );
    say(
        "name = \"laptop\"\n",
        "announces = true\nautomated = { share = \"50%\", takes = \"30m\", succeeds = \"50%\", unnoticed = \"50%\", \
         noticed_after = \"1h\" }"
            .to_owned(),
        choices,
    );
    say(
        "while_open = { ",
        "announced = { after = \"2h\", stops = \"60%\" }, ".to_owned(),
        choices,
    );
    text = text.replace("stops = \"60%\" }, \n", "stops = \"60%\" }, ");
    if !step_text(&text, "restore", "triage").contains("batch = ") {
        let more = "name = \"triage\"\nlearns_from = \"articles\"\n\
                    writes = { knowledge = \"articles\", share = \"20%\", effort = \"12m\" }\n";
        text = text.replacen("name = \"triage\"\n", more, 1);
    }
    text + "[knowledge.articles]\nat_start = 2\nhalves_after = 9\nleast = \"30%\"\nhalf_life = \"2 days\"\n"
}

/// Efforts, shares, limits, people on call and the team of a step that are others for a while.
fn changes(text: &str, choices: &mut Choices) -> Vec<String> {
    let mut changes = vec![
        format!("stream.restore.triage.effort = {}", choices.effort()),
        "stream.restore.triage.next = { done = \"30%\", fix = \"rest\" }".to_owned(),
    ];
    // A batch stays with its team; a limit stays of its kind.
    if choices.yes(0.7) && !step_text(text, "fulfil", "fulfil").contains("batch = ") {
        changes.push("stream.fulfil.fulfil.team = \"platform\"".to_owned());
    }
    if choices.yes(0.5) && !step_text(text, "change", "deploy").contains("batch = ") {
        changes.push("stream.change.deploy.team = \"desk\"".to_owned());
    }
    let triage = step_text(text, "restore", "triage");
    if choices.yes(0.5) && !triage.contains("batch = ") && !triage.contains("wip = ") {
        changes.push(format!("stream.restore.triage.wip = {}", choices.whole(1, 6)));
    }
    let platform = text.split("[team.").nth(2).unwrap_or_default();
    if platform.contains("on_call") {
        changes.push(format!("team.platform.on_call.people = {}", choices.whole(1, 4)));
        changes.push("team.platform.on_call.only.priority = [\"P1\", \"P2\"]".to_owned());
    }
    changes
}

/// What is said of a step.
fn step_text<'a>(text: &'a str, stream: &str, step: &str) -> &'a str {
    let head = format!("[[stream.{stream}.step]]");
    let steps = text.split(head.as_str()).skip(1);
    let mut steps = steps.map(|rest| rest.split("\n[").next().unwrap_or_default());
    let found = steps.find(|of| of.contains(&format!("name = \"{step}\"")));
    found.unwrap_or_else(|| panic!("{stream} has a step {step}"))
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
        let share = choices.share(40.0);
        let spells = format!("{{ share = {share}, days = {} }}", choices.whole(1, 6));
        text += &format!("absence = {}\n", if choices.yes(0.5) { share } else { spells });
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
    let (hours, there) = match people.contains("office") {
        true => ("office", office),
        false => ("always", office),
    };
    text + &habits(name, choices) + &changes_of_staff(hours, there, choices)
}

/// How a team works, beyond taking the most urgent item and pausing it at the end of the shift.
fn habits(name: &str, choices: &mut Choices) -> String {
    let mut text = String::new();
    let preempts = choices.yes(0.3);
    if preempts {
        let who = choices.one(&["\"P1\"", "\"P1\", \"P2\""]);
        text += &format!("preempts = [{who}]\nresumption = \"{}m\"\n", choices.whole(0, 20));
    } else {
        let queue = choices.one(&[
            "\"priority\"",
            "\"fifo\"",
            "\"lifo\"",
            "\"due\"",
            "\"shortest\"",
            "\"random\"",
            "{ weighted = { P1 = 8, P2 = 2 } }",
            "{ ageing = \"2h\" }",
        ]);
        text += &format!("queue = {queue}\n");
    }
    let others = match name {
        "desk" => ["platform", "board"],
        "platform" => ["desk", "board"],
        _ => ["desk", "platform"],
    };
    let at_end = choices.one(&[
        "\"pause\"",
        "\"finish\"",
        "\"hand over\"",
        "{ P1 = \"finish\", other = \"pause\" }",
        "{ P1 = \"hand over\", P2 = \"finish\", other = \"pause\" }",
    ]);
    text += &format!("at_shift_end = {at_end}\n");
    if at_end.contains("hand over") {
        let to = choices.one(&others);
        text += &format!(
            "hand_over = {{ to = \"{to}\", takes = \"{}m\" }}\n",
            choices.whole(0, 15)
        );
    }
    match choices.whole(0, 3) {
        0 => text += &format!("also_works_for = [\"{}\"]\n", choices.one(&others)),
        1 => text += &format!("also_works_for = [\"{}\", \"{}\"]\n", others[0], others[1]),
        _ => {}
    }
    text
}

/// People who join and leave while the organisation is looked at; of those who are `there`, at least one stays.
fn changes_of_staff(hours: &str, there: u32, choices: &mut Choices) -> String {
    // One of them lies in the run; the others before it or after it.
    let dates = ["2027-01-06", "2027-03-24", "2027-10-27"];
    let mut text = String::new();
    if choices.yes(0.3) {
        text += &format!(
            "joining = [ {{ date = {}, people = {}, hours = \"{}\", ramp_up = \"{} days\", starts_at = \"{}%\" }} ]\n",
            choices.one(&dates),
            choices.whole(1, 2),
            choices.one(&["office", "late"]),
            choices.whole(0, 20),
            choices.whole(20, 100)
        );
    }
    if choices.yes(0.3) {
        text += &format!(
            "leaving = [ {{ date = {}, people = {}, hours = \"{hours}\" }} ]\n",
            choices.one(&dates),
            choices.whole(1, there - 1)
        );
    }
    text
}

fn demands(start: &str, choices: &mut Choices) -> String {
    let rate = choices.whole(40, 250);
    let incidents = match choices.whole(0, 6) {
        4 => format!(
            "{{ per_week = {rate}, growth = \"200% a year\", season = {{ Jan = \"+50%\", Mar = \"-50%\" }}, \
             by_day = {{ Mon = \"40%\", Tue-Fri = \"50%\", Sat-Sun = \"rest\" }}, by_time = {{ \"09:00-12:00\" = \"60%\", \
             \"12:00-20:00\" = \"rest\" }} }}"
        ),
        5 => format!(
            "{{ on = \"Mon-Fri 08:00, Wed 16:30\", batch = {{ low = 1, likely = 5, high = {} }} }}",
            rate / 4
        ),
        6 => format!(
            "{{ every = {{ exponential = {{ mean = \"{}m\" }} }}, first = \"{start} 12:00\", batch = 2 }}",
            20_160 / rate
        ),
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
    let urgent = choices.one(&[
        "",
        "priority = { by = \"type\", emergency = { P1 = \"20%\", P2 = \"80%\" }, other = { P3 = \"100%\" } }\n",
    ]);
    let backlog = choices.one(&[
        "",
        "starting = { count = 12, age = { low = \"1h\", likely = \"2 days\", high = \"40 days\" }, at = \"triage\" }\n",
        "starting = [ { count = 5, age = \"3 days\" }, { count = 9, age = \"30h\", at = \"fix\" } ]\n",
    ]);
    let wrong = choices.one(&[
        "",
        "wrong_priority = { share = { P1 = \"50%\", other = \"20%\" }, seen_as = { P2 = \"50%\", P3 = \"50%\" }, \
         until_step = \"triage\" }\n",
        "wrong_priority = { share = \"30%\", seen_as = { P1 = \"50%\", P3 = \"50%\" }, until_step = \"triage\", \
         until_time = \"2h\" }\n",
    ]);
    let reopened = choices.one(&[
        "",
        "reopened = { share = \"30%\", to = \"answer\", within = \"2 days\" }\n",
    ]);
    format!(
        "[demand.incident]\nkind = \"failure\"\nstream = \"restore\"\narrivals = {incidents}\n\
         priority = {{ P1 = \"20%\", P2 = \"30%\", P3 = \"50%\" }}\nenters = {{ P1 = \"fix\" }}\n{backlog}{wrong}\
         [demand.request]\nkind = \"value\"\nstream = \"fulfil\"\narrivals = {{ per_week = {requests}, \
         split = {{ office = \"50%\", late = \"50%\" }} }}\n\
         [demand.change]\nkind = \"opportunity\"\nstream = \"change\"\narrivals = {{ per_week = {changes} }}\n\
         type = {{ standard = \"40%\", normal = \"40%\", emergency = \"20%\" }}\n{urgent}\
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
fn groups(together: &Together, choices: &mut Choices) -> String {
    let first = choices.one(&["", ", first = 1"]);
    let branch = format!("branch = {{ to = [\"laptop\", \"account\"], join = \"hand\"{first} }}");
    let laptop = format!(
        "next = {{ hand = \"100%\" }}\n{}\n{}",
        limit(choices, 0.3),
        together.laptop
    );
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

/// Faults that cause trouble until a fix removes them, unless it fails and is undone; people who ask after what is late.
fn causes(choices: &mut Choices) -> String {
    let chased = choices.one(&[
        "after = \"3h\", hours = \"office\"",
        "at = \"60%\", of = \"soon\"",
        "after = \"9h\"",
    ]);
    let again = choices.one(&["", ", again = \"2h\", at_most = 4"]);
    let closes = choices.one(&["true", "false"]);
    let wait = choices.one(&["true", "false"]);
    let after = choices.one(&["do it", "done"]);
    let raises = choices.one(&["", "raises = \"trouble\", count = 2, within = \"5h\", "]);
    let failure = format!("{{ {raises}adds = \"rust\", back_out = \"undo\", still_bad_after_rework = \"30%\" }}");
    let find = format!("finds_workaround = true\nraises = {{ mending = {{ share = \"100%\", wait = {wait} }} }}");
    let mend = format!(
        "removes_fault = true\nnext = \"done\"\nif_it_fails = {failure}\n{}",
        limit(choices, 0.3)
    );
    format!(
        "[fault.rust]\nopen = {}\nnew_per_week = 1\nraises = \"trouble\"\nper_week = {}\nhours = \"{}\"\n\
         always = {{ priority = \"P2\" }}\neffort_once_known = \"40%\"\nfound = {{ after = {}, raises = \"search\" }}\n\
         [demand.trouble]\nkind = \"failure\"\nstream = \"trouble\"\npriority = {{ P1 = \"50%\", P2 = \"50%\" }}\n\
         chased = {{ raises = \"ask\", {chased}{again}, share = \"70%\", closes = {closes} }}\n\
         [demand.ask]\nkind = \"information\"\nstream = \"asking\"\n\
         [demand.search]\nkind = \"internal\"\nstream = \"searching\"\n\
         [demand.mending]\nkind = \"internal\"\nstream = \"mending\"\nfails = \"35%\"\n",
        choices.whole(1, 6),
        choices.whole(2, 20),
        choices.one(&["office", "always", "night"]),
        choices.whole(1, 4),
    ) + &step("trouble", "look", "desk", &limit(choices, 0.3), choices)
        + &step("asking", "answer", "desk", "", choices)
        + &step("searching", "search", "platform", &find, choices)
        + &step("mending", "do it", "platform", &mend, choices)
        + &step("mending", "undo", "platform", &format!("next = \"{after}\""), choices)
}

/// A supplier, parts from a shelf, a service that goes down, and what all of it costs.
fn outside(choices: &mut Choices) -> String {
    let at_once = choices.one(&["", "at_once = 1\n", "at_once = 2\n"]);
    let unsolved = choices.one(&["", "returned_unsolved = \"40%\"\n"]);
    let back = choices.one(&["", "if_unsolved = \"mount\"\n"]);
    let patience = choices.one(&["", "patience = { lasts = \"40m\" }\n"]);
    let uses = choices.one(&["{ antenna = 1 }", "{ antenna = 2 }", "{ antenna = 1, cable = 3 }"]);
    let means = choices.one(&[
        "\"down\"",
        "\"degraded\"",
        "{ P1 = \"down\", P2 = \"degraded\", other = \"nothing\" }",
    ]);
    let count = choices.whole(0, 4);
    let mount = format!("uses = {uses}\n{patience}{}\ncost_per_visit = 9\n", limit(choices, 0.3));
    format!(
        "[supplier.netco]\nhours = \"office\"\ntakes = {}\npromise = \"4h\"\nfee = 50\npenalty = 70\n{at_once}{unsolved}\
         [part.antenna]\ncount = {count}\nreorder_at = {}\norder = {}\nsupplier = \"netco\"\ncost = 11\n\
         [part.cable]\ncount = 5\nreorder_at = 4\norder = 2\ntakes = \"6h\"\ncost = 3\n\
         [service.wifi]\nhours = \"office\"\nharm_per_hour = 90\ndegraded = \"30%\"\n\
         critical = {{ on = [\"2027-01-05 to 2027-01-07\"], factor = 3 }}\n\
         [cost.licences]\nper_month = 100\n\
         [demand.fault]\nkind = \"failure\"\nstream = \"mounting\"\narrivals = {{ per_week = {} }}\n\
         priority = {{ P1 = \"20%\", P2 = \"40%\", P3 = \"40%\" }}\n\
         service = \"wifi\"\nmeans = {means}\nvalue = 100\ncost_of_delay = {{ per_hour = 2, after = \"3h\" }}\ncost_per_item = 4\n",
        choices.effort_for_all(),
        choices.whole(0, 3),
        choices.whole(1, 3),
        choices.whole(5, 60)
    ) + &step("mounting", "mount", "desk", &mount, choices)
        + &format!(
            "[[stream.mounting.step]]\nname = \"line\"\nactivity = \"obtain_build\"\npractice = \"supplier management\"\n\
             supplier = \"netco\"\nstops_clock = {}\n{back}",
            choices.one(&["true", "false"])
        )
}

/// What items wait for together, at the steps where they do.
struct Together {
    triage: String,
    fulfil: String,
    deploy: String,
    laptop: String,
    answer: String,
}

impl Together {
    fn of(choices: &mut Choices) -> Together {
        let batch = |choices: &mut Choices, may_gather: bool| -> String {
            let (few, many) = (choices.whole(2, 4), choices.whole(4, 9));
            let wait = format!("wait_at_most = \"{}h\"", choices.whole(1, 30));
            let each = choices.one(&["", ", effort_each = \"3m\""]);
            match choices.whole(0, if may_gather { 4 } else { 2 }) {
                0 => String::new(),
                1 => format!("batch = {{ at_most = {many}{each} }}"),
                2 => format!("batch = {{ at_least = {few}, at_most = {many}, {wait}{each} }}"),
                3 => format!("batch = {{ size = {few}, {wait} }}"),
                _ => format!("batch = {{ at_least = {few}{each} }}"),
            }
        };
        let leaves = choices.one(&[
            "Tue 12:00, Fri 16:30",
            "Sun 01:30",
            "Mon-Fri 09:00",
            "7th 10:00",
            "Wed 18:00",
        ]);
        let train = format!(
            "train = {{ leaves = \"{leaves}\", at_most = {}, cut_off = \"{}h before\", on_holiday = \"{}\" }}",
            choices.whole(1, 12),
            choices.whole(0, 30),
            choices.one(&["skip", "move"])
        );
        let train = match leaves {
            // It would leave on none of the days of most runs.
            "7th 10:00" => "train = { leaves = \"7th 10:00, 28th 11:00\" }".to_owned(),
            _ => train,
        };
        let departs = choices.yes(0.6);
        Together {
            triage: batch(choices, true),
            fulfil: batch(choices, true),
            deploy: format!(
                "{}\n{}",
                if departs { train } else { String::new() },
                batch(choices, true)
            ),
            laptop: batch(choices, false),
            answer: batch(choices, true),
        }
    }
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

fn streams(together: &Together, choices: &mut Choices) -> String {
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
    let triage = format!("{patience}{triage}\n{}", together.triage);
    let both = format!("{both}\n{}", together.fulfil);
    let deploy = format!("{deploy}\n{}", together.deploy);
    // Nobody takes over a batch.
    let answer = match answerers.starts_with('[') {
        true => "",
        false => together.answer.as_str(),
    };
    step("restore", "triage", "desk", &triage, choices)
        + &step(
            "restore",
            "fix",
            "platform",
            &format!("{fix}\n{handoff}\n{misrouted}"),
            choices,
        )
        + &wait("restore", "back", "next = { fix = \"50%\", done = \"50%\" }", choices)
        + &step("fulfil", "fulfil", "desk", &both, choices)
        + &wait("fulfil", "delivery", "", choices)
        + &step(
            "change",
            "prepare",
            "platform",
            &format!("approval = true\n{hold}"),
            choices,
        )
        + &step("change", "deploy", "platform", &deploy, choices)
        + &step_by(
            "answer",
            "answer",
            answerers,
            &format!("{patience}{answered}\n{answer}"),
            choices,
        )
}

/// Freezes, escalations, audits.
fn control(start: &str, together: &Together, choices: &mut Choices) -> String {
    let mut text = String::new();
    if choices.yes(0.3) {
        let once = format!("from = \"{start} 11:20\"\nuntil = \"{start} 23:00\"");
        let when = choices.one(&["during = \"late\"", once.as_str()]);
        let stops = choices.one(&["change.deploy", "change.deploy restore.fix answer.answer"]);
        let of = choices.one(&["", "for = { type = [\"standard\", \"normal\"] }\n"]);
        // What gathers cannot be frozen.
        let gathers = |step: &&str| match *step {
            "change.deploy" => !together.deploy.trim().is_empty(),
            "answer.answer" => !together.answer.is_empty(),
            _ => false,
        };
        let mut steps: Vec<&str> = stops.split(' ').filter(|step| !gathers(step)).collect();
        if steps.is_empty() {
            steps.push("restore.fix");
        }
        let of = if steps == ["change.deploy"] { of } else { "" };
        text += &format!("[freeze.cold]\n{when}\nstops = {steps:?}\n{of}");
    }
    if choices.yes(0.4) {
        let when = choices.one(&[
            "after = \"5h\"",
            "after = \"90m\"\nhours = \"office\"",
            "at = \"75%\"\nof = \"soon\"",
        ]);
        let what = choices.one(&[
            "priority = \"P1\" # escalated",
            "to_team = \"board\"",
            "by = \"board\"\neffort = \"10m\"",
            "priority = \"P2\"\nto_team = \"desk\"\nby = \"platform\"\neffort = \"5m\"",
        ]);
        text += &format!("[escalation.old]\nfor = {{ demand = \"incident\" }}\n{when}\n{what}\n");
    }
    if choices.yes(0.4) {
        text += &format!(
            "[audit.afterwards]\nfor = {{ demand = \"change\" }}\nevery = \"2 days\"\nsample = {}\nby = \"{}\"\neffort = \"15m\"\n\
             finds = \"80%\"\ndeters = \"50%\"\ndeters_for = \"3 days\"\nraises = \"question\"\n",
            choices.share(100.0),
            choices.one(&["desk", "platform"])
        );
    }
    text
}

fn governance(choices: &mut Choices, more: &mut Choices) -> String {
    let kinds = ["board", "peer", "pre_approved", "check", "in_turn", "at_once", "both"];
    let normal = more.one(&kinds);
    let emergency = more.one(&["board", "peer", "pre_approved"]);
    let bypass = |route: &str, more: &mut Choices| match (route == normal && normal != emergency, more.whole(0, 3)) {
        (true, 0) => "bypass = { share = \"30%\", more_per_day_waited = \"20%\", at_most = \"70%\" }\n",
        (true, 1) => "bypass = { share = \"40%\", latest = 3, as = { type = \"emergency\" } }\n",
        _ => "",
    };
    let [to_peer, to_board] = [bypass("peer", more), bypass("board", more)];
    let others = format!(
        "[route.check]\nautomated = {}\ncatches_bad = {}\nrejects_good = {}\nstill_bad_after_rework = \"20%\"\n{}\
         [route.in_turn]\nstages = [\"check\", \"peer\", \"board\"]\n{}\
         [route.at_once]\nall_of = [\"peer\", \"check\", \"board\"]\n{}\
         [route.pair]\nall_of = [\"peer\", \"check\"]\n\
         [route.both]\nstages = [\"pair\", \"board\"]\n{}",
        more.one(&["\"10m\"", "\"0m\"", "{ low = \"1m\", likely = \"20m\", high = \"5h\" }"]),
        more.share(80.0),
        more.share(20.0),
        bypass("check", more),
        bypass("in_turn", more),
        bypass("at_once", more),
        bypass("both", more),
    );
    let (_, _) = (choices.one(&[0, 1, 2]), choices.one(&[0, 1, 2]));
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
         still_bad_after_rework = \"30%\"\n{to_peer}{others}\
         [route.board]\nby = \"{}\"\npeople = {members}\nmeets = \"{meets}\"\nlength = \"{}m\"\nat_most = {}\npapers_in = \"{}h before\"\n\
         catches_bad = {}\nrejects_good = {}\nstill_bad_after_rework = \"30%\"\non_rejection = \"{on_rejection}\"\n{to_board}",
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
