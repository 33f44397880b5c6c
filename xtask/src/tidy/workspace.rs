//! The workspace as `cargo metadata` tells it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::shell::{Failure, cargo};

/// A member of the workspace.
pub(crate) struct Member {
    /// The folder of its manifest, relative to the root.
    pub(crate) folder: String,
    /// Members it depends on, dev-dependencies left out.
    pub(crate) depends_on: BTreeSet<String>,
    /// Every package in its tree, dev-dependencies left out.
    pub(crate) tree: BTreeSet<String>,
}

/// Members by name.
pub(crate) type Workspace = BTreeMap<String, Member>;

/// Asks cargo.
pub(crate) fn read() -> Result<Workspace, Failure> {
    let output = cargo()
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .map_err(|error| Failure::new(format!("could not run cargo metadata: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(format!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr)
        )));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| Failure::new(format!("cargo metadata: {error}")))?;
    Ok(members(&metadata))
}

fn members(metadata: &Value) -> Workspace {
    let root = text(metadata, "workspace_root");
    let ids: BTreeSet<&str> = list(metadata, "workspace_members")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let mut names = BTreeMap::new();
    let mut folders = BTreeMap::new();
    for package in list(metadata, "packages") {
        names.insert(text(package, "id"), text(package, "name"));
        let folder = text(package, "manifest_path")
            .trim_end_matches("/Cargo.toml")
            .trim_start_matches(root)
            .trim_start_matches('/');
        folders.insert(text(package, "id"), folder);
    }
    let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in metadata
        .get("resolve")
        .map_or(&[][..], |it| list(it, "nodes"))
    {
        let normal = list(node, "deps")
            .iter()
            .filter(|dep| {
                list(dep, "dep_kinds")
                    .iter()
                    .any(|kind| kind["kind"] != "dev")
            })
            .map(|dep| text(dep, "pkg"));
        edges.insert(text(node, "id"), normal.collect());
    }
    ids.iter()
        .map(|id| {
            let name_of = |id: &str| names.get(id).copied().unwrap_or("").to_owned();
            let direct = edges.get(id).map_or(&[][..], Vec::as_slice);
            let mut tree = BTreeSet::new();
            let mut open: Vec<&str> = direct.to_vec();
            while let Some(next) = open.pop() {
                if tree.insert(next) {
                    open.extend(edges.get(next).into_iter().flatten());
                }
            }
            let member = Member {
                folder: folders.get(id).copied().unwrap_or("").to_owned(),
                depends_on: direct
                    .iter()
                    .filter(|it| ids.contains(*it))
                    .map(|it| name_of(it))
                    .collect(),
                tree: tree.into_iter().map(name_of).collect(),
            };
            (name_of(id), member)
        })
        .collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
