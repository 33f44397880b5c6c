//! Turns the SQL files below `platform/` into tables of name and text.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=platform");
    let platform = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("platform");
    let mut code = String::new();
    for (constant, folder, extensions) in [
        ("BASELINE", "baseline", &["sql"][..]),
        ("OPTIONS", "options", &["sql"][..]),
        ("EXTENSIONS", "extensions", &["control", "sql"][..]),
    ] {
        table(&mut code, constant, &platform.join(folder), extensions)?;
    }
    let target = PathBuf::from(std::env::var("OUT_DIR")?).join("platform_files.rs");
    std::fs::write(target, code)?;
    Ok(())
}

fn table(
    code: &mut String,
    constant: &str,
    folder: &Path,
    extensions: &[&str],
) -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let wanted = path
                .extension()
                .is_some_and(|it| extensions.iter().any(|wanted| it == *wanted));
            if wanted {
                files.push(path);
            }
        }
    }
    files.sort();
    writeln!(code, "pub(crate) static {constant}: &[(&str, &str)] = &[")?;
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let path = path.to_string_lossy();
        writeln!(code, "    ({name:?}, include_str!({path:?})),")?;
    }
    code.push_str("];\n");
    Ok(())
}
