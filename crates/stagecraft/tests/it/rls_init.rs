//! `stagecraft rls init` on a small project.

use crate::support::stagecraft;

const MIGRATION: &str = "
create table public.notes (
    id bigint generated always as identity primary key,
    user_id uuid not null default auth.uid() references auth.users (id),
    body text not null
);
alter table public.notes enable row level security;
create policy \"own notes\" on public.notes for all to authenticated using (user_id = (select auth.uid()));
";

#[test]
fn a_contract_is_drafted_once() {
    let folder = tempfile::tempdir().unwrap();
    let supabase = folder.path().join("supabase");
    std::fs::create_dir_all(supabase.join("migrations")).unwrap();
    std::fs::write(
        supabase.join("config.toml"),
        "[api]\nschemas = [\"public\"]\n",
    )
    .unwrap();
    std::fs::write(
        supabase.join("migrations/20260101000000_notes.sql"),
        MIGRATION,
    )
    .unwrap();
    let init = |more: &[&str]| {
        let mut command = stagecraft();
        command
            .args(["rls", "init", "--project"])
            .arg(folder.path());
        command.args(more).output().unwrap()
    };
    let first = init(&[]);
    assert!(first.status.success(), "{first:?}");
    let read = |name: &str| std::fs::read_to_string(supabase.join(name)).unwrap();
    let (contract, fixture) = (read("rls.toml"), read("rls_fixture.sql"));
    for command in ["select", "insert", "update", "delete"] {
        let line = format!("{command} = \"own_row\" # \"own notes\"");
        assert!(contract.contains(&line), "{contract}");
    }
    assert!(fixture.contains("insert into public.notes"), "{fixture}");
    let second = init(&[]);
    assert_eq!(second.status.code(), Some(2), "{second:?}");
    assert!(String::from_utf8_lossy(&second.stderr).contains("is there already"));
    // The same rows, the same draft.
    assert!(init(&["--force"]).status.success());
    assert_eq!(read("rls.toml"), contract);
}
