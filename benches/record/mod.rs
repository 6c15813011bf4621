//! Writes the lines of a benchmark, dated and with the machine's name, to `benches/runs/`.

use std::path::Path;

/// Prints the lines, and where the arguments hold `--record NAME` appends them to `benches/runs/<date> <NAME>.txt`.
pub fn tell(bench: &str, lines: &[String]) {
    for line in lines {
        println!("{line}");
    }
    let mut words = std::env::args().skip_while(|word| word != "--record").skip(1);
    let Some(machine) = words.next() else { return };
    let date = jiff::Zoned::now().date();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("benches/runs")
        .join(format!("{date} {machine}.txt"));
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let text = format!("{before}{bench}, {}\n{}\n\n", rustc(), lines.join("\n"));
    match std::fs::write(&path, text) {
        Ok(()) => println!("recorded in {}", path.display()),
        Err(error) => eprintln!("could not record in {}: {error}", path.display()),
    }
}

fn rustc() -> String {
    let output = std::process::Command::new("rustc").arg("--version").output();
    output.map_or_else(
        |_| "rustc unknown".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
