//! A password goes in; it must come out nowhere: outputs, documents, logs,
//! raw or encoded.

use std::path::Path;
use std::process::Output;

use crate::support::{block, rehearse, stagecraft};

const RAW: &str = "cAn4ry/p@ss w%rd#é";
const ENCODED: &str = "cAn4ry%2Fp%40ss%20w%25rd%23%C3%A9";

#[tokio::test]
async fn a_password_comes_out_nowhere() {
    let sandbox = stagecraft_testkit::sandbox(stagecraft_testkit::majors()[0]).await;
    let url = sandbox.url();
    // The socket needs no password, so that any is accepted.
    let good = url.replacen("postgres@", &format!("postgres:{ENCODED}@"), 1);
    assert!(
        good.contains(ENCODED),
        "the sandbox's URL has another shape"
    );
    let nobody = good.replacen("postgres:", "nobody_here:", 1);
    let unreachable = format!("postgresql://postgres:{ENCODED}@127.0.0.1:1/postgres");
    let keyword = format!("host=127.0.0.1 port=1 user=postgres password='{RAW}'");
    let broken = format!("postgresql://postgres:{ENCODED}@127.0.0.1:notaport/postgres");

    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let artifacts = tempfile::tempdir().unwrap();
    let mut codes = Vec::new();
    for address in [&good, &nobody, &unreachable, &keyword, &broken] {
        let commands: [&[&str]; 13] = [
            &["apply", "status"],
            &["apply", "status", "--format", "json"],
            &["apply", "run"],
            &["apply", "run", "--format", "json"],
            &["rollback", "run", "1", "--unproven", "--project"],
            &["rollback", "kept"],
            &["rollback", "kept", "--format", "json"],
            &["rollback", "finalize", "--version", "1"],
            &["connect", "prove"],
            &["heartbeat", "data", "--", "false", address],
            // The address where none is expected: an error must not repeat it.
            &["rehearse", address],
            &["plan", "show", address],
            &["evidence", "verify", ".", address],
        ];
        for arguments in commands {
            let mut command = stagecraft();
            command
                .args(arguments)
                .env("DATABASE_URL", address)
                .current_dir(artifacts.path());
            if ["apply", "--project"]
                .iter()
                .any(|it| arguments.first() == Some(it) || arguments.last() == Some(it))
            {
                command.arg(cases.join("fails_and_goes_on"));
            }
            let output = command.output().unwrap();
            silent(&output, arguments);
            codes.push(output.status.code().unwrap());
        }
    }
    let rehearsed = rehearse(
        &cases.join("fails_and_goes_on"),
        artifacts.path(),
        sandbox.server().major,
    )
    .env("DATABASE_URL", &good)
    .output()
    .unwrap();
    silent(&rehearsed, &["rehearse"]);
    // Every way to end was met, or the canary was not where it could sing.
    for code in [0, 1, 2, 3] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert_eq!(rehearsed.status.code(), Some(1));
    let mut files = 0;
    search(artifacts.path(), &mut files);
    assert!(files > 5, "{files}");
    sandbox.stop().await.unwrap();
}

fn silent(output: &Output, command: &[&str]) {
    let text = block(output);
    assert!(
        !text.contains(RAW) && !text.contains(ENCODED),
        "{command:?} tells the password"
    );
    assert!(
        !text.contains("cAn4ry"),
        "{command:?} tells a part of the password"
    );
}

fn search(folder: &Path, files: &mut usize) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, files);
            continue;
        }
        *files += 1;
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        assert!(
            !text.contains("cAn4ry"),
            "{} holds the password",
            path.display()
        );
    }
}
