//! Row security: a contract of many tables tried and broken, and the same
//! assertions as pgTAP in the same run.

mod pgtap;
mod schema;
mod suite;

use std::path::Path;
use std::time::{Duration, Instant};

use stagecraft_apply::Session;
use stagecraft_rls::mutant::{Change, Mutant, Subject, mutants};
use stagecraft_rls::runner::{self, Break, FateStatus, Script};
use stagecraft_rls::{Contract, Declared, Facts, facts, probe};
use stagecraft_sandbox::{Sandbox, SandboxConfig};
use stagecraft_terminal::Terminal;
use tokio_postgres::{Client, SimpleQueryMessage};

use crate::cli::Outcome;
use crate::figures::{Figure, Limit};
use crate::layer::Trouble;
use schema::ACTORS;
use suite::Probe;

const TABLES: usize = 60;
/// How many tables of five actors make about 2,400 probes.
const SOME_TABLES: usize = 30;
const MUTANTS: usize = 1440;
/// How many actors make about 40 probes on a table.
const FEW_ACTORS: usize = 2;

pub(crate) async fn bench(major: u16, runs: usize, terminal: &Terminal) -> Outcome {
    let sandbox = Sandbox::start(&SandboxConfig::new(major)).await?;
    let session = Session::connect_plain(&sandbox.config()).await?;
    let client = session.client();
    client.batch_execute(&schema::schema(TABLES)).await?;
    let mut figures = beside_pgtap(&sandbox, client, runs, terminal).await?;
    figures.push(whole(&sandbox, runs).await?);
    figures.extend(broken(client, runs.min(3)).await?);
    sandbox.stop().await?;
    Ok(figures)
}

fn declared(tables: usize, actors: &[(&str, &str)]) -> Result<Declared, Trouble> {
    let text = schema::contract(tables, actors);
    Ok(Declared {
        contract: Contract::parse("rls.toml", &text)?,
        file: "rls.toml".to_owned(),
        text,
        fixture: schema::rows(TABLES),
    })
}

/// Returns the script of a contract, with the catalogs that it was made of.
async fn script(client: &Client, declared: &Declared) -> Result<(Script, Facts), Trouble> {
    let contract = &declared.contract;
    let facts = facts::read(client, &contract.roles()).await?;
    let plan = probe::plan(contract, &facts);
    let script = runner::script(&plan, &contract.schemas, &declared.fixture);
    Ok((script, facts))
}

/// About 2,400 probes, by the runner and by pgTAP, each over a connection of
/// its own.
async fn beside_pgtap(
    sandbox: &Sandbox,
    client: &Client,
    runs: usize,
    terminal: &Terminal,
) -> Outcome {
    let (script, _) = script(client, &declared(SOME_TABLES, &ACTORS)?).await?;
    let probes = probes(client, &script).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("rls_test.sql");
    std::fs::write(&file, suite::suite(&probes, &schema::rows(TABLES)))?;
    let pgtap = match pgtap::fetch().await {
        Ok(sql) => Some(sql),
        Err(error) => {
            terminal.say(&format!("rls: without pgTAP, which can't be had: {error}"));
            None
        }
    };
    if let Some(sql) = &pgtap {
        let sql = format!("set search_path = extensions;\n{sql}\nreset search_path;");
        client.batch_execute(&sql).await?;
    }
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..runs {
        ours.push(tried(sandbox, &script, probes.len()).await?);
        if pgtap.is_some() {
            theirs.push(pgtap::run(&sandbox.url(), Path::new(&file), probes.len()).await?);
        }
    }
    let what = format!(
        "{} probes on {SOME_TABLES} tables, one round trip",
        probes.len()
    );
    let mut figures = vec![Figure::new(what, &ours, Limit::Millis(500.0))];
    if pgtap.is_some() {
        let peer = Figure::new(
            format!("{} assertions of pgTAP by psql", probes.len()),
            &theirs,
            Limit::None,
        );
        figures
            .push(Figure::new("the probes beside pgTAP", &ours, Limit::Ratio(0.2)).beside(&peer));
        figures.push(peer);
    }
    Ok(figures)
}

/// Makes and tries all probes over a connection of its own.
async fn tried(sandbox: &Sandbox, script: &Script, probes: usize) -> Result<Duration, Trouble> {
    let started = Instant::now();
    let session = Session::connect_plain(&sandbox.config()).await?;
    let tried = runner::run(session.client(), script).await?;
    let elapsed = started.elapsed();
    if tried.probes != probes {
        return Err(format!("{} probes instead of {probes}", tried.probes).into());
    }
    Ok(elapsed)
}

/// Reads all probes with what came of them; each must hold.
async fn probes(client: &Client, script: &Script) -> Result<Vec<Probe>, Trouble> {
    let text = format!(
        "begin;\n{}\ndo $$ begin perform pg_temp.rls_check(); end $$;\n\
         select count(*) from rls_result where verdict <> 'held';\n{};\nrollback;",
        script.text(),
        suite::PROBES
    );
    let messages = client.simple_query(&text).await?;
    let mut values = messages.iter().filter_map(|it| match it {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    match values.next() {
        Some("0") => Ok(serde_json::from_str(values.next().unwrap_or("[]"))?),
        other => Err(format!("probes that do not hold: {other:?}").into()),
    }
}

/// A whole check of all tables: catalogs, rules, probes.
async fn whole(sandbox: &Sandbox, runs: usize) -> Result<Figure, Trouble> {
    let declared = declared(TABLES, &ACTORS)?;
    let today = jiff::civil::date(2026, 1, 1);
    let mut times = Vec::new();
    let mut probes = 0;
    for _ in 0..runs {
        let started = Instant::now();
        let session = Session::connect_plain(&sandbox.config()).await?;
        let check = stagecraft_rls::check(session.client(), &declared, today).await?;
        times.push(started.elapsed());
        probes = check.probes;
    }
    let what = format!("a whole check of {TABLES} tables: catalogs, rules, {probes} probes");
    Ok(Figure::new(what, &times, Limit::None))
}

/// Policies broken: until a probe notices, and, where nothing changes, through
/// all probes.
async fn broken(client: &Client, runs: usize) -> Outcome {
    let declared = declared(TABLES, ACTORS.get(1..=FEW_ACTORS).unwrap_or(&ACTORS))?;
    let (script, facts) = script(client, &declared).await?;
    let subject = Subject::new(&facts, Some(&declared.contract));
    let mutants: Vec<_> = mutants(&subject)
        .into_iter()
        .filter(|it| matches!(it.change, Change::Policy { .. }) && !it.is_control())
        .collect();
    let chosen: Vec<_> = mutants.iter().take(MUTANTS).map(Break::of).collect();
    let unchanged: Vec<_> = mutants
        .iter()
        .take(MUTANTS)
        .filter_map(of_nothing)
        .collect();
    let mut figures = Vec::new();
    for (breaks, what, limit) in [
        (
            chosen,
            "policies broken, until a probe notices",
            Limit::None,
        ),
        (
            unchanged,
            "policies changed to what they are, all probes",
            Limit::Millis(8000.0),
        ),
    ] {
        let mut times = Vec::new();
        let mut fates = Vec::new();
        for _ in 0..runs {
            let started = Instant::now();
            fates = runner::mutate(client, &script, &breaks).await?.1;
            times.push(started.elapsed());
        }
        let tried: u32 = fates.iter().map(|it| it.tried).sum();
        let of = |status| fates.iter().filter(|it| it.status == status).count();
        let what = format!(
            "{} {what}: {tried} probes, {} noticed",
            fates.len(),
            of(FateStatus::Killed)
        );
        let stillborn = of(FateStatus::Stillborn);
        let objections = (stillborn > 0).then(|| format!("{stillborn} could not be planted"));
        figures.push(Figure::new(what, &times, limit).objecting(objections.into_iter().collect()));
    }
    Ok(figures)
}

/// Returns the break that gives a mutant's policy the text that it has.
fn of_nothing(mutant: &Mutant) -> Option<Break> {
    let Change::Policy { before, .. } = &mutant.change else {
        return None;
    };
    let policy = before.as_ref()?;
    let clause = |word: &str, text: &Option<String>| {
        text.as_ref()
            .map_or_else(String::new, |it| format!(" {word} ({it})"))
    };
    Some(Break {
        ddl: vec![format!(
            "alter policy {} on {}{}{}",
            policy.name,
            policy.relation,
            clause("using", &policy.using),
            clause("with check", &policy.check)
        )],
        affected: vec![mutant.object.to_string()],
        command: None,
    })
}
