//! Where a project may be named, and what cannot be read.

use std::path::Path;

use stagecraft_model::Fault as _;
use stagecraft_plan::{Error, Project};

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_folder_or_supabase_itself() {
    let folder = project(&[("supabase/migrations/1_a.sql", "select 1;")]);
    for dir in [folder.path().to_owned(), folder.path().join("supabase")] {
        let read = Project::read(&dir).unwrap();
        assert_eq!(read.root, folder.path());
        assert_eq!(read.migrations[0].path, "supabase/migrations/1_a.sql");
        assert_eq!(read.sql_of("supabase/migrations/1_a.sql"), "select 1;");
    }
}

#[test]
fn a_folder_without_a_project_is_named() {
    let folder = project(&[("readme.md", "x")]);
    for dir in [folder.path(), Path::new("/no/such/folder")] {
        let error = Project::read(dir).unwrap_err();
        assert!(matches!(error, Error::ProjectMissing { .. }));
        assert!(error.to_string().contains(&dir.display().to_string()));
        assert!(error.hint().is_some());
    }
}

#[test]
fn a_broken_configuration_is_named_with_its_line() {
    for text in ["[db\n", "[db]\nmajor_version = \"fifteen\"\n"] {
        let folder = project(&[("supabase/config.toml", text)]);
        let error = Project::read(folder.path()).unwrap_err();
        assert!(error.to_string().contains("config.toml"));
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains("line"), "{source}");
    }
}

#[test]
fn a_migration_that_cannot_be_opened_is_named() {
    let folder = project(&[("supabase/config.toml", "")]);
    let migrations = folder.path().join("supabase/migrations");
    std::fs::create_dir_all(&migrations).unwrap();
    std::os::unix::fs::symlink("nowhere", migrations.join("1_a.sql")).unwrap();
    let error = Project::read(folder.path()).unwrap_err();
    assert!(error.to_string().contains("1_a.sql"));
}
