//! Every address of `tests/cases/dsn`, and that none of them gives its secret
//! away.

use std::fmt::Write as _;

use stagecraft_model::Fault as _;

use super::Dsn;

/// Every piece of a secret in the cases holds this.
const MARK: &str = "zq";

#[test]
fn addresses_are_read_as_libpq_reads_them() {
    insta::glob!("../../tests/cases/dsn", "*.txt", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let refused = path.to_string_lossy().contains("refused");
        let mut shown = String::new();
        let cases: Vec<_> = text.lines().filter(|it| !it.starts_with('#')).collect();
        assert!(!cases.is_empty());
        for case in cases {
            let told = tell(case);
            assert!(
                !told.public.contains(MARK),
                "{case} gives away: {}",
                told.public
            );
            assert_eq!(told.refused, refused, "{case}");
            let _ = writeln!(shown, "{case}\n{}{}", told.public, told.private);
        }
        insta::with_settings!({snapshot_path => "../../tests/cases/dsn", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!("dsn", shown);
        });
    });
}

struct Told {
    refused: bool,
    public: String,
    private: String,
}

fn tell(case: &str) -> Told {
    let mut public = String::new();
    let mut private = String::new();
    let parsed = case.parse::<Dsn>();
    match &parsed {
        Err(error) => {
            let _ = writeln!(public, "  {error}");
            let _ = writeln!(public, "  hint: {}", error.hint().unwrap_or_default());
            assert!(!format!("{error:?}").contains(MARK));
        }
        Ok(dsn) => {
            let _ = writeln!(public, "  {dsn}");
            if !dsn.passed_over().is_empty() {
                let _ = writeln!(public, "  passed over: {}", dsn.passed_over().join(", "));
            }
            assert_eq!(format!("{dsn:?}"), format!("Dsn({dsn})"));
            if let Some(password) = &dsn.password {
                let _ = writeln!(private, "  password: {}", password.text());
            }
            if let Some(options) = &dsn.options {
                let _ = writeln!(private, "  options: {options}");
            }
        }
    }
    Told {
        refused: parsed.is_err(),
        public,
        private,
    }
}

/// What is shown is an address again, and means the same but for the secret.
#[test]
fn the_shown_address_reads_as_itself() {
    for file in ["url", "keyword"] {
        let path = format!("{}/tests/cases/dsn/{file}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        for case in text.lines().filter(|it| !it.starts_with('#')) {
            let dsn: Dsn = case.parse().unwrap();
            let again: Dsn = dsn.to_string().parse().unwrap();
            assert_eq!(dsn.to_string(), again.to_string(), "{case}");
        }
    }
}

#[test]
fn nothing_and_zero_bytes_are_named() {
    for case in ["", "  \n"] {
        assert_eq!(case.parse::<Dsn>().unwrap_err(), super::DsnError::Empty);
    }
    let zero = "host=db.example.org password=zq\0".parse::<Dsn>();
    assert_eq!(zero.unwrap_err(), super::DsnError::Nul);
    let break_at_the_end = "postgresql://u:zq@db.example.org/app\n".parse::<Dsn>();
    assert_eq!(break_at_the_end.unwrap_err(), super::DsnError::WhiteSpace);
}
