//! What can be wrong with a bundle, in words.

use stagecraft_model::{Finding, LineIndex, Severity};

use crate::manifest::{self, Malformed};

/// One thing that is wrong, always with the file that it is about.
#[derive(Debug)]
pub(super) enum Problem {
    NotSealed(String),
    Empty(String),
    ManifestMissing(&'static str),
    ManifestMalformed(&'static str, Malformed),
    ManifestListsItself(&'static str),
    ManifestsDisagree {
        lists: &'static str,
        lacks: &'static str,
        name: String,
    },
    ManifestChanged {
        manifest: &'static str,
        name: String,
    },
    Changed(String),
    Missing(String),
    Added(String),
    EmptyFolder(String),
    Symlink(String),
    NotAFile(String),
    NotPortable(String),
    Unreadable(String, String),
    IndexUnreadable(String),
    IndexDisagrees(String),
    Renamed(String),
}

impl Problem {
    /// Returns the finding; `manifest` is the text of a malformed one.
    pub(super) fn finding(&self, manifest_text: Option<&str>) -> Finding {
        let error = |rule: &str, name: &str, message: String| {
            Finding::new(rule, Severity::Error, name, message).at(name, None)
        };
        match self {
            Self::NotSealed(dir) => error(
                "bundle-not-sealed",
                dir,
                format!("`{dir}` was never sealed: its run ended before"),
            )
            .why("Nothing fixes what it holds, and more may have been seen than was written.")
            .help("run again; keep this one only to find out why its run ended"),
            Self::Empty(dir) => error("bundle-empty", dir, format!("`{dir}` holds nothing")),
            Self::ManifestMissing(name) => {
                error("manifest-missing", name, format!("`{name}` is missing"))
                    .help("name the folder of one run: artifacts/data/<date>/<run-id>")
            }
            Self::ManifestMalformed(name, wrong) => {
                let message = match wrong.line {
                    0 => format!("`{name}` is malformed: {}", wrong.why),
                    line => format!("`{name}` line {line} is malformed: {}", wrong.why),
                };
                let mut finding = error("manifest-malformed", name, message);
                if let (Some(text), Some(at)) = (manifest_text, finding.at.as_mut()) {
                    at.span = line_span(text, wrong.line);
                }
                finding
            }
            Self::ManifestListsItself(name) => error(
                "manifest-lists-itself",
                name,
                format!("`{name}` lists itself, which no digest can satisfy"),
            ),
            Self::ManifestsDisagree { lists, lacks, name } => error(
                "manifests-disagree",
                lists,
                format!("`{lists}` lists `{name}` and `{lacks}` does not"),
            ),
            Self::ManifestChanged { manifest, name } if name == manifest::BLAKE3 => error(
                "manifest-changed",
                manifest,
                format!("`{manifest}` does not fit `{name}`: one of the two was changed"),
            ),
            Self::ManifestChanged { manifest, name } => error(
                "manifest-changed",
                manifest,
                format!("`{manifest}` was changed: the other manifest still fits `{name}`"),
            ),
            Self::Changed(name) => error("file-changed", name, format!("`{name}` was changed")),
            Self::Missing(name) => error("file-missing", name, format!("`{name}` is missing")),
            Self::Added(name) => error(
                "file-added",
                name,
                format!("`{name}` was added: no manifest lists it"),
            )
            .why("`sha256sum -c` does not see added files; this does."),
            Self::EmptyFolder(name) => error(
                "folder-added",
                name,
                format!("`{name}` is an empty folder, which no bundle has"),
            ),
            Self::Symlink(name) => {
                error("file-is-link", name, format!("`{name}` is a symbolic link"))
                    .why("What it leads to can change without the bundle changing.")
            }
            Self::NotAFile(name) => error(
                "not-a-file",
                name,
                format!("`{name}` is not a regular file"),
            ),
            Self::NotPortable(name) => error(
                "name-not-portable",
                &name.escape_debug().to_string(),
                format!("{name:?} is not a name that a bundle can hold"),
            ),
            Self::Unreadable(name, why) => error(
                "file-unreadable",
                name,
                format!("`{name}` cannot be read: {why}"),
            ),
            Self::IndexUnreadable(why) => error(
                "index-unreadable",
                crate::INDEX_NAME,
                format!("`{}` cannot be read: {why}", crate::INDEX_NAME),
            ),
            Self::IndexDisagrees(name) => error(
                "index-disagrees",
                name,
                format!("`{name}` is not what `{}` says of it", crate::INDEX_NAME),
            )
            .why("The manifests were rewritten after the run was sealed."),
            Self::Renamed(run) => Finding::new(
                "bundle-renamed",
                Severity::Note,
                run,
                format!("the bundle is of run `{run}`, which its folder is not named after"),
            ),
        }
    }
}

fn line_span(text: &str, line: usize) -> Option<stagecraft_model::SourceSpan> {
    let before = line.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
    let length = text.get(start..)?.lines().next().map_or(0, str::len);
    Some(LineIndex::new(text).span(start, start + length))
}
