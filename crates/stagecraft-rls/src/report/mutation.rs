//! A mutation run for people: a row for each operator, and what no probe
//! noticed.

use std::collections::BTreeMap;

use stagecraft_model::Verdict;
use stagecraft_terminal::{Align, Palette, Table};

use crate::mutant::{Outcome, Score, Scores, operators};
use crate::mutation::{MutantResult, Mutation};

/// Schema name of the document that holds a [`Mutation`].
pub const MUTATION_SCHEMA: &str = "stagecraft.rls-mutation/1";

/// Returns the run as text: what each operator planted and what was noticed,
/// then every mutant that a row shows and no probe noticed, with what the
/// contract would have to say. With `all`, survivors that no row shows too.
pub fn mutation(run: &Mutation, all: bool, palette: Palette) -> String {
    let mut text = table(run, palette);
    for mutant in run.survivors().filter(|it| all || it.witness.is_some()) {
        text.push_str(&survivor(mutant, palette));
    }
    text.push('\n');
    text.push_str(&summary(run, palette));
    text
}

fn table(run: &Mutation, palette: Palette) -> String {
    let mut by_operator: BTreeMap<&str, Score> = BTreeMap::new();
    for mutant in &run.mutants {
        by_operator
            .entry(&mutant.operator)
            .or_default()
            .add(mutant.outcome);
    }
    let mut table = Table::new(
        palette,
        &[
            ("operator", Align::Left),
            ("", Align::Left),
            ("planted", Align::Right),
            ("the same", Align::Right),
            ("noticed", Align::Right),
            ("unnoticed", Align::Right),
            ("of them shown", Align::Right),
        ],
    );
    for operator in operators() {
        let Some(score) = by_operator.get(operator.id) else {
            continue;
        };
        let shown = score.survived_with_witness.to_string();
        table.row(vec![
            operator.id.to_owned(),
            operator.name.to_owned(),
            score.generated.to_string(),
            (score.equivalent + score.duplicate + score.stillborn).to_string(),
            score.killed.to_string(),
            score.survived.to_string(),
            if score.survived_with_witness > 0 {
                Palette::paint(palette.bad, shown)
            } else {
                shown
            },
        ]);
    }
    table.to_string()
}

fn survivor(mutant: &MutantResult, palette: Palette) -> String {
    let mark = match mutant.outcome {
        Outcome::SurvivedWithWitness => Palette::paint(palette.bad, "unnoticed"),
        _ => Palette::paint(palette.dim, "unnoticed, and no row shows it"),
    };
    let mut text = format!("\n {mark}  {}\n   {}\n", mutant.id, mutant.description);
    for statement in &mutant.ddl {
        text.push_str(&format!("   {}\n", statement.replace('\n', " ")));
    }
    if let Some(witness) = &mutant.witness {
        text.push_str(&format!("   {}\n", witness.note));
        match &witness.toml {
            Some(toml) => {
                text.push_str("   the contract would notice with:\n");
                for line in toml.lines() {
                    text.push_str(&format!("     {line}\n"));
                }
            }
            None => text.push_str("   the contract says so already: no probe tries it\n"),
        }
    }
    text
}

fn summary(run: &Mutation, palette: Palette) -> String {
    let of = |name: &str, score: &Score| {
        let share = score.percent().map_or_else(
            || "none could be noticed".to_owned(),
            |it| format!("{it} %"),
        );
        format!(
            " {name}: {} planted, {} the same as none, {} as another, {} noticed, {} not ({} shown by a row): {share}\n",
            score.generated,
            score.equivalent,
            score.duplicate,
            score.killed,
            score.survived,
            score.survived_with_witness,
        )
    };
    let scores = &run.scores;
    let mut text = of("weakening", &scores.weakening);
    text.push_str(&of("strengthening", &scores.strengthening));
    text.push_str(&of("either", &scores.either));
    text.push_str(&format!(
        " controls: {} of {} noticed; none should be\n",
        scores.controls.killed, scores.controls.generated
    ));
    if run.blind_cells > 0 {
        text.push_str(&Palette::paint(
            palette.warn,
            format_args!(
                " {} cells did not hold before anything was broken: their probes notice nothing\n",
                run.blind_cells
            ),
        ));
    }
    let verdict = match run.verdict() {
        Verdict::Held => Palette::paint(
            palette.good,
            format_args!(
                "held: every leak that a row shows was noticed, by {} probes",
                run.probes
            ),
        ),
        Verdict::Unproven => Palette::paint(palette.warn, "unproven: nothing could be noticed"),
        Verdict::NotHeld => Palette::paint(palette.bad, not_held(scores)),
    };
    text.push_str(&format!(" {verdict}\n"));
    text
}

fn not_held(scores: &Scores) -> String {
    let leaks = scores.weakening.survived_with_witness + scores.either.survived_with_witness;
    let mut reasons = Vec::new();
    if leaks > 0 {
        let word = if leaks == 1 { "leak" } else { "leaks" };
        reasons.push(format!("{leaks} {word} went unnoticed"));
    }
    if scores.controls.killed > 0 {
        reasons.push("a change of nothing was noticed".to_owned());
    }
    format!("not held: {}", reasons.join(", and "))
}
