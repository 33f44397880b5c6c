//! Compares a folder with its manifests and its index.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use stagecraft_model::{Digest, Document, Verdict};

use super::findings::Problem;
use super::report::{Authenticity, CheckedFile, FileState, VerifyReport};
use super::tree::{Kind, walk};
use crate::bundle;
use crate::digests::{Digests, sha256_hex};
use crate::manifest::{self, Entries};
use crate::{Error, INDEX_NAME, INDEX_SCHEMA, RunIndex, name};

/// Verifies the bundle in `dir`. Whatever is wrong inside it is a finding; an
/// error means that there is no such folder.
pub fn verify(dir: &Path) -> Result<VerifyReport, Error> {
    bundle::folder(dir)?;
    let (tree, problems) = walk(dir);
    let mut check = Check {
        dir,
        tree,
        problems,
        manifests: BTreeMap::new(),
        files: BTreeMap::new(),
    };
    check.seal();
    let sha256 = check.manifest(manifest::SHA256);
    let blake3 = check.manifest(manifest::BLAKE3);
    check.coverage(sha256.as_ref(), blake3.as_ref());
    check.every_file(&sha256.unwrap_or_default(), &blake3.unwrap_or_default());
    let index = check.index();
    Ok(check.report(index.as_ref()))
}

struct Check<'a> {
    dir: &'a Path,
    tree: BTreeMap<String, Kind>,
    problems: Vec<Problem>,
    /// The bytes of each manifest that is there.
    manifests: BTreeMap<&'static str, Vec<u8>>,
    files: BTreeMap<String, (FileState, Option<Digests>)>,
}

impl Check<'_> {
    fn seal(&mut self) {
        let dir = self.dir.display().to_string();
        if self.dir.extension().is_some_and(|it| it == bundle::PARTIAL) {
            self.problems.push(Problem::NotSealed(dir));
        } else if self.tree.is_empty() && self.problems.is_empty() {
            self.problems.push(Problem::Empty(dir));
        }
    }

    fn manifest(&mut self, which: &'static str) -> Option<Entries> {
        match self.tree.get(which) {
            None => {
                self.problems.push(Problem::ManifestMissing(which));
                return None;
            }
            Some(Kind::File) => {}
            // Said when its turn as a file comes.
            Some(_) => return None,
        }
        let bytes = match std::fs::read(self.dir.join(which)) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems
                    .push(Problem::Unreadable(which.to_owned(), error.to_string()));
                return None;
            }
        };
        let (mut entries, wrong) = manifest::parse(&bytes);
        self.problems.extend(
            wrong
                .into_iter()
                .map(|it| Problem::ManifestMalformed(which, it)),
        );
        if entries.remove(which).is_some() {
            self.problems.push(Problem::ManifestListsItself(which));
        }
        self.manifests.insert(which, bytes);
        Some(entries)
    }

    /// Both manifests list the same files, but for the one that lists the other.
    fn coverage(&mut self, sha256: Option<&Entries>, blake3: Option<&Entries>) {
        let (Some(sha256), Some(blake3)) = (sha256, blake3) else {
            return;
        };
        let mut disagree = |lists, lacks, name: &str| {
            self.problems.push(Problem::ManifestsDisagree {
                lists,
                lacks,
                name: name.to_owned(),
            });
        };
        for name in sha256.keys().filter(|it| !blake3.contains_key(*it)) {
            if name != manifest::BLAKE3 {
                disagree(manifest::SHA256, manifest::BLAKE3, name);
            }
        }
        for name in blake3.keys().filter(|it| !sha256.contains_key(*it)) {
            disagree(manifest::BLAKE3, manifest::SHA256, name);
        }
        if !sha256.contains_key(manifest::BLAKE3) {
            self.problems
                .push(Problem::Added(manifest::BLAKE3.to_owned()));
        }
    }

    fn every_file(&mut self, sha256: &Entries, blake3: &Entries) {
        let tree = std::mem::take(&mut self.tree);
        let names: BTreeSet<&String> = tree
            .keys()
            .chain(sha256.keys())
            .chain(blake3.keys())
            .collect();
        for name in names {
            let listed = (sha256.get(name), blake3.get(name));
            let (state, digests) = match tree.get(name) {
                None => {
                    self.problems.push(Problem::Missing(name.clone()));
                    (FileState::Missing, None)
                }
                Some(Kind::EmptyFolder) => {
                    self.problems.push(Problem::EmptyFolder(name.clone()));
                    continue;
                }
                Some(Kind::Symlink) => {
                    self.problems.push(Problem::Symlink(name.clone()));
                    (FileState::NotAFile, None)
                }
                Some(Kind::Other) => {
                    self.problems.push(Problem::NotAFile(name.clone()));
                    (FileState::NotAFile, None)
                }
                Some(Kind::File) => self.file(name, listed),
            };
            self.files.insert(name.clone(), (state, digests));
        }
        self.tree = tree;
    }

    fn file(
        &mut self,
        name: &str,
        (sha256, blake3): (Option<&String>, Option<&String>),
    ) -> (FileState, Option<Digests>) {
        if name::fault(name).is_some() {
            self.problems.push(Problem::NotPortable(name.to_owned()));
        }
        let read = File::open(self.dir.join(name)).and_then(|it| Digests::read(it, |_| ()));
        let digests = match read {
            Ok(digests) => digests,
            Err(error) => {
                if !manifest_name(name) {
                    self.problems
                        .push(Problem::Unreadable(name.to_owned(), error.to_string()));
                }
                return (FileState::Unreadable, None);
            }
        };
        let fits = (
            sha256.map(|it| *it == digests.sha256),
            blake3.map(|it| *it == digests.blake3),
        );
        let changed = |manifest| Problem::ManifestChanged {
            manifest,
            name: name.to_owned(),
        };
        let (state, problem) = match fits {
            // Either may be absent where the other manifest is lost.
            (Some(true), Some(true) | None) | (None, Some(true)) => (FileState::Intact, None),
            (None, None) if name == manifest::SHA256 => (FileState::Intact, None),
            (None, None) if name == manifest::BLAKE3 => (FileState::Added, None),
            (None, None) => (FileState::Added, Some(Problem::Added(name.to_owned()))),
            (Some(false), Some(true)) => (FileState::Intact, Some(changed(manifest::SHA256))),
            (Some(true), Some(false)) => (FileState::Intact, Some(changed(manifest::BLAKE3))),
            (Some(false), None) if name == manifest::BLAKE3 => {
                (FileState::Changed, Some(changed(manifest::SHA256)))
            }
            (Some(false), _) | (None, Some(false)) => {
                (FileState::Changed, Some(Problem::Changed(name.to_owned())))
            }
        };
        self.problems.extend(problem);
        (state, Some(digests))
    }

    /// Holds the index against what is there: manifests can be rewritten
    /// with standard tools, and the index is forgotten easily.
    fn index(&mut self) -> Option<Document<RunIndex>> {
        if self.tree.get(INDEX_NAME) != Some(&Kind::File) {
            if !self.manifests.is_empty() && !self.files.contains_key(INDEX_NAME) {
                self.problems.push(Problem::Missing(INDEX_NAME.to_owned()));
            }
            return None;
        }
        let text = std::fs::read_to_string(self.dir.join(INDEX_NAME));
        let index = text.map_err(|it| it.to_string()).and_then(|it| {
            Document::<RunIndex>::from_json(INDEX_SCHEMA, &it).map_err(|it| {
                let cause = std::error::Error::source(&it).map(|it| format!(": {it}"));
                format!("{it}{}", cause.unwrap_or_default())
            })
        });
        let index = match index {
            Ok(index) => index,
            Err(why) => {
                self.problems.push(Problem::IndexUnreadable(why));
                return None;
            }
        };
        let indexed = &index.body.files;
        let names: BTreeSet<&String> = indexed
            .keys()
            .chain(self.files.keys())
            .filter(|it| !manifest_name(it) && it.as_str() != INDEX_NAME)
            .collect();
        for name in names {
            // Only what the manifests vouch for: the rest was said already.
            let is_intact_here = self.files.get(name).filter(|it| it.0 == FileState::Intact);
            let agrees = match (is_intact_here, indexed.get(name)) {
                (Some((_, digests)), Some(file)) => digests.as_ref() == Some(&file.digests),
                (Some(_), None) => false,
                (None, _) => self.files.contains_key(name),
            };
            if !agrees {
                self.problems.push(Problem::IndexDisagrees(name.clone()));
            }
        }
        Some(index)
    }

    fn report(mut self, index: Option<&Document<RunIndex>>) -> VerifyReport {
        if let Some(index) = index {
            let run = index.body.run.as_str();
            let folder = std::path::absolute(self.dir).unwrap_or_else(|_| self.dir.to_owned());
            let partial = format!("{run}.{}", bundle::PARTIAL);
            if folder
                .file_name()
                .is_none_or(|it| it != run && it != partial.as_str())
            {
                self.problems.push(Problem::Renamed(run.to_owned()));
            }
        }
        let findings: Vec<_> = self
            .problems
            .iter()
            .map(|problem| {
                let text = match problem {
                    Problem::ManifestMalformed(which, _) => self.manifests.get(which),
                    _ => None,
                };
                problem.finding(text.and_then(|it| std::str::from_utf8(it).ok()))
            })
            .collect();
        let root = self.manifests.get(manifest::SHA256);
        VerifyReport {
            dir: self.dir.display().to_string(),
            run: index.map(|it| it.body.run.clone()),
            run_verdict: index.map(|it| it.body.verdict),
            verdict: Verdict::of(&findings),
            authenticity: Authenticity::Unsigned,
            root: root.map(Digest::of),
            root_sha256: root.map(|it| sha256_hex(it)),
            files: self
                .files
                .into_iter()
                .map(|(name, (state, digests))| CheckedFile {
                    name,
                    bytes: digests.map(|it| it.bytes),
                    state,
                })
                .collect(),
            findings,
        }
    }
}

fn manifest_name(name: &str) -> bool {
    name == manifest::SHA256 || name == manifest::BLAKE3
}
