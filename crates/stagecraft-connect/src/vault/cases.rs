//! Every vault file of `tests/cases/vault`.

use stagecraft_model::Fault as _;

use super::parse;

/// Every piece of a secret in the cases holds this.
const MARK: &str = "zq";

#[test]
fn vault_files_are_parsed_and_never_run() {
    insta::glob!("../../tests/cases/vault", "*.env", |path| {
        let bytes = std::fs::read(path).unwrap();
        let name = Path::new("vault").join(path.file_name().unwrap());
        let (public, private) = match parse(&name, &bytes) {
            Err(error) => {
                assert!(!format!("{error:?}").contains(MARK));
                let hint = error.hint().unwrap_or_default();
                (format!("{error}\nhint: {hint}"), String::new())
            }
            Ok(entry) => (
                format!(
                    "{}:{} {}\n{:#?}",
                    name.display(),
                    entry.line,
                    entry.key,
                    entry.findings
                ),
                entry.value.text().to_owned(),
            ),
        };
        assert!(!public.contains(MARK), "{public}");
        insta::with_settings!({snapshot_path => "../../tests/cases/vault", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("vault", format!("{public}\nvalue: {private}"));
        });
    });
}

#[test]
fn a_file_that_is_too_long_or_a_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let long = folder.path().join("long.env");
    std::fs::write(&long, "A=1\n".repeat(300_000)).unwrap();
    let error = super::read(&long).unwrap_err().to_string();
    assert!(error.contains("long.env is longer than 1 MiB"), "{error}");
    let error = super::read(folder.path()).unwrap_err();
    assert!(
        matches!(error, crate::Error::VaultUnreadable { .. }),
        "{error}"
    );
    let missing = folder.path().join("missing.env");
    let error = super::read(&missing).unwrap_err().to_string();
    assert!(error.contains("missing.env"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_a_finding() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a vault.env");
    std::fs::write(&file, "DATABASE_URL=postgresql://u:zq@db.example.org/app\n").unwrap();
    for (mode, readers) in [
        (0o600, None),
        (0o400, None),
        (0o640, Some("read by its group (")),
        (0o604, Some("read by everyone (")),
        (0o644, Some("read by its group and everyone else (")),
    ] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        let findings = super::read(&file).unwrap().findings;
        let message = findings.first().map(|it| it.message.as_str());
        match readers {
            None => assert_eq!(message, None),
            Some(readers) => assert!(message.unwrap().contains(readers), "{message:?}"),
        }
    }
}
