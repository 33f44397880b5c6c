//! Static rules: what the catalogs and the planner can decide without trying.
//!
//! One rule, one file, in the folder of what it is about. A rule says what it
//! finds, why that matters and what to do, and carries an example that it finds
//! and one that it does not; tests run both on real servers.

mod bound;
mod clause;
mod code;
mod cost;
mod effect;
mod merge;
mod own;
mod platform;
mod predicate;
mod reach;
mod role;
mod routine;
mod scope;
mod session;
mod shape;
mod supabase;
mod tenant;
mod view;
mod who;
mod write;
mod written;

use stagecraft_model::{Finding, Ident, Severity};

pub use scope::Scope;
pub use shape::{Alternative, Planned, Recursion, Shape, Shapes, shapes};

/// A static rule.
#[derive(Debug)]
pub struct Rule {
    /// The id: a letter for what it is about, and a number.
    pub id: &'static str,
    /// The name in kebab case: the offence.
    pub name: &'static str,
    /// How much a hit matters unless it says otherwise.
    pub severity: Severity,
    /// The lint of the Supabase advisors that finds the same, as
    /// `0013_rls_disabled_in_public`.
    pub splinter: Option<&'static str>,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Why that matters, in one or two sentences.
    pub why: &'static str,
    /// What to do.
    pub help: &'static str,
    /// SQL that makes what it finds, on an empty database with Supabase's roles.
    pub bad: &'static str,
    /// The same, mended: no rule finds an error or a warning in it.
    pub good: &'static str,
    /// Finds it.
    pub check: fn(&Scope<'_>) -> Vec<Hit>,
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The object as the contract names it: `public.notes`, `public.f(uuid)`, a
    /// policy as `public.notes.read`, a role, a schema, an extension.
    pub object: String,
    /// The column, index, trigger or key of the object that it is about.
    pub part: Option<Ident>,
    /// What was found, naming the object.
    pub message: String,
    /// How much this one matters, where it is not as the rule says.
    pub severity: Option<Severity>,
}

impl Hit {
    /// Returns a hit that matters as the rule says.
    pub fn new(object: &impl ToString, message: impl Into<String>) -> Self {
        Self {
            object: object.to_string(),
            part: None,
            message: message.into(),
            severity: None,
        }
    }

    /// Returns a hit on a column, index, trigger or key of an object.
    pub fn of_part(object: &impl ToString, part: &Ident, message: impl Into<String>) -> Self {
        Self {
            part: Some(part.clone()),
            ..Self::new(object, message)
        }
    }

    /// Says how much this one matters.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }
}

/// Rules by what they are about, each group by id.
pub const GROUPS: [(&str, &[&Rule]); 8] = [
    ("What is reachable", reach::RULES),
    ("What a policy's condition says", predicate::RULES),
    ("What callers can write", write::RULES),
    ("Views", view::RULES),
    ("Functions", routine::RULES),
    ("Roles", role::RULES),
    ("What policies cost", cost::RULES),
    ("The platform beside row security", platform::RULES),
];

/// Returns all rules, by id.
pub fn rules() -> Vec<&'static Rule> {
    let mut rules: Vec<_> = GROUPS
        .into_iter()
        .flat_map(|(_, rules)| rules.iter().copied())
        .collect();
    rules.sort_by_key(|it| it.id);
    rules
}

/// Returns what all rules find, waived hits left out, the gravest first. What a
/// rule finds of one object, or of one part of it, is one finding.
pub fn check(scope: &Scope<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules() {
        let mut hits = (rule.check)(scope);
        hits.retain(|it| !scope.waives(rule, &it.object));
        findings.extend(merge::merged(rule, hits));
    }
    findings.sort_by(|one, other| {
        (other.severity, &one.rule, &one.key).cmp(&(one.severity, &other.rule, &other.key))
    });
    findings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Lints whose offence more than one rule tells apart.
    const SHARED: &[&str] = &[];

    #[test]
    fn rules_are_told_apart_by_id_and_name() {
        let all = rules();
        let ids: BTreeSet<_> = all.iter().map(|it| it.id).collect();
        let names: BTreeSet<_> = all.iter().map(|it| it.name).collect();
        let lints: Vec<_> = all
            .iter()
            .filter_map(|it| it.splinter)
            .filter(|it| !SHARED.contains(it))
            .collect();
        assert_eq!(ids.len(), all.len());
        assert_eq!(names.len(), all.len());
        assert_eq!(lints.iter().collect::<BTreeSet<_>>().len(), lints.len());
    }

    #[test]
    fn folders_list_their_rules_by_id() {
        for (_, folder) in GROUPS {
            assert!(folder.is_sorted_by_key(|it| it.id));
        }
    }

    #[test]
    fn ids_and_names_have_their_form() {
        for rule in rules() {
            let (letter, number) = rule.id.split_at(1);
            assert!(
                letter.chars().all(|it| it.is_ascii_uppercase()),
                "{}",
                rule.id
            );
            assert!(
                number.len() == 2 && number.chars().all(|it| it.is_ascii_digit()),
                "{}",
                rule.id
            );
            assert!(
                rule.name.split('-').all(|it| !it.is_empty()
                    && it
                        .chars()
                        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())),
                "{}",
                rule.name
            );
            if let Some(lint) = rule.splinter {
                let (number, _) = lint.split_once('_').unwrap();
                assert!(
                    number.len() == 4 && number.chars().all(|it| it.is_ascii_digit()),
                    "{lint}"
                );
            }
        }
    }

    #[test]
    fn every_rule_says_what_why_and_what_to_do() {
        for rule in rules() {
            for text in [rule.summary, rule.why, rule.help] {
                assert!(!text.trim().is_empty(), "{}", rule.id);
                assert!(!text.contains("  "), "{}: {text}", rule.id);
            }
            for sentence in [rule.summary, rule.why] {
                assert!(sentence.ends_with('.'), "{}: {sentence}", rule.id);
            }
            // What to do is a fragment.
            let start: String = rule.help.chars().take(2).collect();
            assert!(
                !rule.help.ends_with('.') && !rule.help.contains(". "),
                "{}: {}",
                rule.id,
                rule.help
            );
            assert!(
                !start.starts_with(char::is_uppercase) || start.ends_with(char::is_uppercase),
                "{}: {}",
                rule.id,
                rule.help
            );
            assert!(
                rule.bad.is_empty() || rule.bad != rule.good,
                "{}: the examples are the same",
                rule.id
            );
        }
    }
}
