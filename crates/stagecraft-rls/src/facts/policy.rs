//! Policies, with what they depend on.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::Role;

/// A row security policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The relation that it is on.
    pub relation: QualifiedName,
    /// The name.
    pub name: Ident,
    /// Whether it lets rows in; else it keeps rows out.
    pub permissive: bool,
    /// The command.
    pub command: PolicyCommand,
    /// Roles that it is for; `public` is everybody.
    pub roles: Vec<String>,
    /// USING, fully qualified and parenthesised.
    pub using: Option<String>,
    /// WITH CHECK, fully qualified and parenthesised.
    pub check: Option<String>,
    /// Columns of its own relation that either clause reads.
    pub columns: Vec<Ident>,
    /// Other relations that either clause reads.
    pub reads: Vec<QualifiedName>,
    /// Routines that either clause calls, by identity; built-in ones are not
    /// recorded by Postgres.
    pub calls: Vec<String>,
}

/// A clause of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clause {
    /// Which rows are seen.
    Using,
    /// Which rows may be written.
    Check,
}

impl Clause {
    /// Returns the SQL words.
    pub fn sql(self) -> &'static str {
        match self {
            Self::Using => "USING",
            Self::Check => "WITH CHECK",
        }
    }
}

/// The command that a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PolicyCommand {
    /// FOR SELECT.
    #[serde(rename = "r")]
    Select,
    /// FOR INSERT.
    #[serde(rename = "a")]
    Insert,
    /// FOR UPDATE.
    #[serde(rename = "w")]
    Update,
    /// FOR DELETE.
    #[serde(rename = "d")]
    Delete,
    /// FOR ALL.
    #[serde(rename = "*")]
    All,
}

impl PolicyCommand {
    /// The four commands that a statement can be.
    pub const EACH: [Self; 4] = [Self::Select, Self::Insert, Self::Update, Self::Delete];

    /// Returns the SQL word.
    pub fn sql(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::All => "ALL",
        }
    }

    /// Returns whether a policy for this command is asked when `command` runs.
    pub fn covers(self, command: Self) -> bool {
        self == Self::All || self == command
    }
}

impl Policy {
    /// Returns whether the policy holds for a role: by rights that are used
    /// without SET ROLE, as Postgres decides it.
    pub fn applies_to(&self, role: &Role) -> bool {
        self.roles
            .iter()
            .any(|it| it == "public" || *it == role.name || role.uses.contains(it))
    }

    /// Returns the text of a clause.
    pub fn clause(&self, clause: Clause) -> Option<&str> {
        match clause {
            Clause::Using => self.using.as_deref(),
            Clause::Check => self.check.as_deref(),
        }
    }

    /// Returns the condition that rows are held to by the policy's command, seen
    /// or written: absent where the command does not ask for one, and where
    /// nothing stands, which lets no row in.
    pub fn effective(&self, clause: Clause) -> Option<&str> {
        match clause {
            Clause::Using if self.command == PolicyCommand::Insert => None,
            Clause::Using => self.using.as_deref(),
            Clause::Check => self.effective_check(),
        }
    }

    /// Returns the check that written rows are held to: where there is none,
    /// UPDATE and ALL take USING for it.
    pub fn effective_check(&self) -> Option<&str> {
        match self.command {
            PolicyCommand::Insert => self.check.as_deref(),
            PolicyCommand::Update | PolicyCommand::All => {
                self.check.as_deref().or(self.using.as_deref())
            }
            PolicyCommand::Select | PolicyCommand::Delete => None,
        }
    }
}
