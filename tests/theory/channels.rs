//! What is done without people, and who never comes to them, against closed forms.

use crate::harness::{REPLICATIONS, Read, case, exponential, heading, hold};

fn desk(demand: &str, step: &str) -> String {
    heading(400_000.0, 4_000.0, REPLICATIONS)
        + "[team.desk]\npeople = 1\n[demand.job]\nkind = \"value\"\nstream = \"job\"\n"
        + demand
        + "\n[[stream.job.step]]\nname = \"do\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n"
        + &format!("effort = {}\n{step}\n", exponential(1.0))
}

/// A share p of arrivals at rate λ is run, of which s succeeds; what fails comes to people later by a random time, and so does what
/// is not run. Both are Poisson (random splitting; displacement), so people are an M/M/1 queue at rate λ (1 − p s).
/// Source: Kingman, Poisson Processes, s. 5.1 and 5.5.
#[test]
fn people_see_a_thinned_stream_of_what_runs() {
    let (rate, tried, succeeds) = (1.1, 0.5, 0.6);
    let seen: f64 = rate * (1.0 - tried * succeeds);
    let text = desk(
        &format!("arrivals = {{ per_hour = {} }}", rate * 60.0),
        &format!(
            "automated = {{ share = \"50%\", takes = {}, succeeds = \"60%\" }}",
            exponential(30.0)
        ),
    );
    let visits = Read::Figure("utilisation", "team", "desk", "share");
    let wait = Read::By(
        Box::new(Read::Figure("queue", "step", "job.do", "per week")),
        Box::new(Read::Figure("visits", "step", "job.do", "per week")),
    );
    // Hours of queueing by visit: of the visits, a share of seen ÷ rate waits for people.
    let expected = seen / (1.0 - seen) / 60.0 * (seen / rate);
    hold(
        "automation_thinning",
        &text,
        &[
            case("utilisation", visits, seen, 0.005, 0.001),
            case("queue by visit", wait, expected, 0.02, 0.002),
            case(
                "automation rate",
                Read::Figure("automation rate", "step", "job.do", "share"),
                tried * succeeds,
                0.005,
                0.001,
            ),
        ],
    );
}

/// The same of a portal: of λ a share t tries, of which s succeeds and c of the others come back. People are an M/M/1 queue at rate
/// λ (1 − t + t (1 − s) c), and a share t s of all who need something never comes.
#[test]
fn people_see_a_thinned_stream_of_who_tries() {
    let (rate, tries, succeeds, back) = (1.0, 0.5, 0.4, 0.8);
    let seen: f64 = rate * (1.0 - tries + tries * (1.0 - succeeds) * back);
    let text = desk(
        &format!(
            "arrivals = {{ per_hour = {} }}\nself_service = {{ tries = \"50%\", succeeds = \"40%\", takes = {}, \
             comes_back = \"80%\", after = {} }}",
            rate * 60.0,
            exponential(10.0),
            exponential(45.0)
        ),
        "",
    );
    let wait = Read::Figure("response time", "all", "all", "mean");
    hold(
        "self_service_thinning",
        &text,
        &[
            case(
                "utilisation",
                Read::Figure("utilisation", "team", "desk", "share"),
                seen,
                0.005,
                0.001,
            ),
            case("wait", wait, seen / (1.0 - seen) / 60.0, 0.02, 0.002),
            case(
                "deflection",
                Read::Figure("deflection", "demand", "job", "share"),
                tries * succeeds,
                0.01,
                0.001,
            ),
        ],
    );
}

/// Calls about an outage of two hours are Poisson at 60 an hour, thinned by 70 % from half an hour after its beginning on: 60 × (0.5 +
/// 0.3 × 1.5) of them, and 60 × 0.7 × 1.5 are kept away.
#[test]
fn calls_are_thinned_by_an_announcement() {
    let text = heading(400_000.0, 4_000.0, REPLICATIONS)
        + "[team.desk]\npeople = 100\n[team.network]\npeople = 50\n\
           [demand.outage]\nkind = \"failure\"\nstream = \"job\"\narrivals = { per_hour = 0.1 }\n\
           while_open = { raises = \"call\", per_hour = 60, announced = { after = \"30m\", stops = \"70%\" } }\n\
           [demand.call]\nkind = \"failure\"\nstream = \"answer\"\n\
           [[stream.job.step]]\nname = \"do\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"network\"\neffort = \"2h\"\n\
           [[stream.answer.step]]\nname = \"do\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\neffort = \"1m\"\n";
    let outages = || Box::new(Read::Figure("arrivals", "demand", "outage", "per week"));
    let each = |what| Read::By(Box::new(what), outages());
    let calls = each(Read::Figure("arrivals", "demand", "call", "per week"));
    let away = each(Read::Figure("calls kept away", "demand", "outage", "per week"));
    hold(
        "announced_calls",
        &text,
        &[
            case("calls by outage", calls, 60.0 * (0.5 + 0.3 * 1.5), 0.01, 0.001),
            case("kept away by outage", away, 60.0 * 0.7 * 1.5, 0.01, 0.001),
        ],
    );
}
