//! Functions, procedures, aggregates and window functions.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident};

use super::{is_false, nullable};
use crate::{Acl, Kind, Object, Options, Parallel, RoutineKind, Signature, Volatility};

/// A routine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Routine {
    /// The schema.
    pub schema: Ident,
    /// The name.
    pub name: Ident,
    /// The types of the input arguments.
    pub signature: String,
    /// What kind of routine.
    pub kind: RoutineKind,
    /// The owner.
    pub owner: Ident,
    /// The arguments with modes, names and defaults.
    pub arguments: String,
    /// The result: `SETOF integer`, `TABLE(id uuid)`; absent for a procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// The language.
    pub language: Ident,
    /// What the result depends on.
    pub volatility: Volatility,
    /// Whether it may run in parallel.
    pub parallel: Parallel,
    /// Whether it runs with its owner's rights.
    #[serde(default, skip_serializing_if = "is_false")]
    pub security_definer: bool,
    /// Whether null arguments give null without a call.
    #[serde(default, skip_serializing_if = "is_false")]
    pub strict: bool,
    /// Whether it tells nothing of its arguments.
    #[serde(default, skip_serializing_if = "is_false")]
    pub leakproof: bool,
    /// The planner's estimate of a call's cost.
    pub cost: f64,
    /// The planner's estimate of its rows.
    pub rows: f64,
    /// The planner support function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<String>,
    /// Settings for the time of the call: `search_path=`.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub settings: Options,
    /// Types that are transformed for the language.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub transforms: Vec<String>,
    /// The source, or the link symbol of a C function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The source of a routine with a parsed body: `BEGIN ATOMIC …`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sql_body: Option<String>,
    /// The library of a C function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
    /// What an aggregate is made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
    /// Who may do what.
    #[serde(default, skip_serializing_if = "Acl::is_empty")]
    pub acl: Acl,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What an aggregate is made of; functions by their names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words of CREATE AGGREGATE say it")]
pub struct Aggregate {
    /// `n` normal, `o` ordered-set, `h` hypothetical-set.
    pub kind: String,
    pub direct_arguments: i32,
    pub transition: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#final: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub combine: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serialize: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deserialize: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moving_transition: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moving_inverse: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moving_final: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub final_extra: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub moving_final_extra: bool,
    pub final_modify: String,
    pub moving_final_modify: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_operator: Option<String>,
    pub state_type: String,
    pub state_size: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moving_state_type: Option<String>,
    pub moving_state_size: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moving_initial: Option<String>,
}

impl Object for Routine {
    const KIND: Kind = Kind::Routine;
    const SQL: &'static str = include_str!("routine.sql");
    type Name = Signature;

    fn name(&self) -> Signature {
        Signature {
            schema: self.schema.clone(),
            name: self.name.clone(),
            arguments: self.signature.clone(),
        }
    }

    fn owner(&self) -> Option<&Ident> {
        Some(&self.owner)
    }

    fn acl(&self) -> Option<&Acl> {
        Some(&self.acl)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
