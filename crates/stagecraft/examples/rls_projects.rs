//! Drafts a row security contract for each project, checks it, and says what
//! does not hold.
//!
//! `cargo run -p stagecraft --example rls_projects -- 15 DIR…`

#![expect(clippy::print_stdout, reason = "an example speaks")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use stagecraft::rls::{connect_to, fill_copy};
use stagecraft_model::Verdict;
use stagecraft_plan::Project;
use stagecraft_rls::{Contract, Declared, check, draft};
use stagecraft_sandbox::{Sandbox, SandboxConfig};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let major = args.next().unwrap_or_default().parse()?;
    for folder in args {
        println!("== {folder} on {major}");
        one(Path::new(&folder), major).await?;
    }
    Ok(())
}

async fn one(folder: &Path, major: u16) -> Result<(), Box<dyn Error>> {
    let project = Project::read_any(folder, None)?;
    let sandbox = Sandbox::start(&SandboxConfig::new(major)).await?;
    let fresh = connect_to(&sandbox.config()).await?;
    let started = Instant::now();
    for migration in &project.migrations {
        let sql = project.sql_of(&migration.path);
        if fresh.batch_execute(sql).await.is_ok() {
            continue;
        }
        // As a whole it does not apply: what of it does?
        let _ = fresh.batch_execute("rollback").await;
        let statements = stagecraft_plan::split(sql).statements;
        for statement in &statements {
            let text = sql.get(statement.span.start..statement.span.end);
            if let Err(error) = fresh.batch_execute(text.unwrap_or_default()).await {
                let words = error.as_db_error().map(ToString::to_string);
                println!(
                    "   skipped in {}: {}",
                    migration.path,
                    words.unwrap_or_default()
                );
            }
        }
    }
    println!(
        "   {} migrations in {:.1?}",
        project.migrations.len(),
        started.elapsed()
    );
    drop(fresh);
    let started = Instant::now();
    let (filled, short) = fill_copy(&sandbox).await?;
    println!("   filled in {:.1?}; short: {short:#?}", started.elapsed());
    let fresh = connect_to(&sandbox.config()).await?;
    let started = Instant::now();
    let draft = draft(&fresh, &filled, &project.config.api_schemas).await?;
    println!(
        "   drafted in {:.1?}; notes: {:#?}",
        started.elapsed(),
        draft.notes
    );
    let out = folder.join("drafted");
    std::fs::create_dir_all(&out)?;
    std::fs::write(out.join("rls.toml"), &draft.toml)?;
    std::fs::write(out.join("rls_fixture.sql"), &draft.fixture)?;
    let file = "rls.toml".to_owned();
    let declared = Declared {
        contract: Contract::parse(&file, &draft.toml)?,
        file,
        text: draft.toml,
        fixture: draft.fixture,
    };
    let started = Instant::now();
    let checked = check(&fresh, &declared, "2026-01-01".parse()?).await?;
    println!(
        "   {} probes, checked in {:.1?}",
        checked.probes,
        started.elapsed()
    );
    for verdict in [Verdict::Held, Verdict::NotHeld, Verdict::Unproven] {
        println!("   {verdict:?}: {} cells", checked.count(verdict));
    }
    for cell in checked
        .cells
        .iter()
        .filter(|it| it.verdict == Verdict::NotHeld)
    {
        println!(
            "   - {} {} as {} ({})",
            cell.object, cell.command, cell.actor, cell.level
        );
        for it in &cell.failed {
            println!(
                "     {}: {:?} {:?} in {} out {} {:?}",
                it.form, it.outcome, it.got, it.inside, it.outside, it.detail
            );
        }
    }
    let unproven = checked
        .cells
        .iter()
        .filter(|it| it.verdict == Verdict::Unproven);
    let mut names: Vec<_> = unproven
        .map(|it| format!("{} {} {}", it.object, it.command, it.level))
        .collect();
    names.sort();
    names.dedup();
    println!("   unproven: {names:#?}");
    sandbox.stop().await?;
    Ok(())
}
