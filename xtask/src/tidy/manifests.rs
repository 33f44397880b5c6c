//! Every crate's manifest takes the workspace's lints, and folders are named
//! as their crates.

use std::path::Path;

use super::Complaint;
use super::workspace::Workspace;

pub(crate) fn check(root: &Path, workspace: &Workspace) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (name, member) in workspace {
        let manifest = format!("{}/Cargo.toml", member.folder);
        let text = std::fs::read_to_string(root.join(&manifest)).unwrap_or_default();
        if !text.contains("[lints]\nworkspace = true") {
            complaints.push(Complaint::new(&manifest, "add `[lints] workspace = true`"));
        }
        if Path::new(&member.folder)
            .file_name()
            .is_none_or(|it| it != name.as_str())
        {
            complaints.push(Complaint::new(
                &manifest,
                format!("the folder of `{name}` is not named as the crate"),
            ));
        }
    }
    complaints
}
