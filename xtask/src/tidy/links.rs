//! Relative links in Markdown lead somewhere.

use std::path::Path;

use super::Complaint;
use super::files::TextFile;

pub(crate) fn check(root: &Path, files: &[TextFile]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.is("md")) {
        let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
        for target in targets(&file.text) {
            let path = target.split('#').next().unwrap_or("");
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            if !root.join(folder).join(path).exists() {
                complaints.push(Complaint::new(
                    &file.path,
                    format!("the link to `{target}` leads nowhere"),
                ));
            }
        }
    }
    complaints
}

/// Returns what stands in the parentheses of `](…)`, outside code blocks.
fn targets(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        let mut rest = line;
        while let Some((_, after)) = rest.split_once("](") {
            let Some((target, next)) = after.split_once(')') else {
                break;
            };
            found.push(target);
            rest = next;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_code_blocks_are_not_links() {
        let text = "[a](one.md) and [b](two.md#x)\n```\n[c](three.md)\n```\n";
        assert_eq!(targets(text), ["one.md", "two.md#x"]);
    }
}
