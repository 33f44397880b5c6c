//! Waivers: what is known and accepted, with a reason.

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

/// Something that is known and accepted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The object: `public.countries`, `public.f(uuid)`, or a policy as
    /// `public.countries.read`.
    pub object: Spanned<String>,
    /// The rule's id or name; every rule when absent.
    pub rule: Option<String>,
    /// Why it is accepted.
    pub reason: Spanned<String>,
    /// The last day on which it is, as `2027-01-01`.
    pub until: Option<Spanned<String>>,
}

impl Waiver {
    /// Returns the last day, if there is one that can be read.
    pub fn last_day(&self) -> Option<Result<Date, jiff::Error>> {
        self.until.as_ref().map(|it| it.get_ref().parse())
    }

    /// Returns whether it is about a rule's finding on an object.
    pub fn covers(&self, rule_id: &str, rule_name: &str, object: &str) -> bool {
        self.object.get_ref() == object
            && self
                .rule
                .as_ref()
                .is_none_or(|it| it == rule_id || it == rule_name)
    }
}
