//! Functions and procedures: whose rights they run with, and who may call them.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

/// A function or procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routine {
    /// The schema and the name.
    #[serde(flatten)]
    pub qualified: QualifiedName,
    /// `public.f(uuid)`: as `regprocedure` writes it with an empty search path.
    pub identity: String,
    /// Identity arguments with their names.
    pub arguments: String,
    /// Types of the input arguments.
    pub argument_types: Vec<String>,
    /// What it returns; absent for procedures.
    pub returns: Option<String>,
    /// `f` function, `p` procedure, `w` window function.
    pub kind: char,
    /// The language.
    pub language: String,
    /// Whether it runs with its owner's rights.
    pub security_definer: bool,
    /// `i`, `s` or `v`.
    pub volatility: char,
    /// LEAKPROOF.
    pub leakproof: bool,
    /// Its SET clauses, as `search_path=""`.
    pub config: Vec<String>,
    /// The owner.
    pub owner: String,
    /// Whether policies never hold for the owner.
    pub owner_bypasses: bool,
    /// The extension that it belongs to.
    pub extension: Option<Ident>,
    /// Whether it is a trigger function.
    pub trigger: bool,
    /// API roles that may execute it.
    pub execute: Vec<String>,
    /// Whether everybody may execute it.
    pub public: bool,
    /// The body.
    pub source: String,
}

impl Routine {
    /// Returns the value of `SET search_path`, if it has one.
    pub fn search_path(&self) -> Option<&str> {
        self.config
            .iter()
            .find_map(|it| it.strip_prefix("search_path="))
    }
}
