//! Roles: who may become whom, and for whom policies never hold.

use serde::{Deserialize, Serialize};

/// A role of the cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The name.
    pub name: String,
    /// Whether the outside can become it: the contract's roles, and what
    /// `authenticator` may SET ROLE to.
    pub api: bool,
    /// SUPERUSER.
    pub superuser: bool,
    /// BYPASSRLS.
    pub bypass_rls: bool,
    /// LOGIN.
    pub login: bool,
    /// INHERIT.
    pub inherit: bool,
    /// CREATEROLE.
    pub create_role: bool,
    /// Whether it is one of Postgres's own (`pg_read_all_data` …).
    pub reserved: bool,
    /// Roles that it is directly a member of.
    pub member_of: Vec<String>,
    /// Roles whose rights it has without SET ROLE, directly or not.
    pub uses: Vec<String>,
    /// Roles that it may SET ROLE to, directly or not.
    pub may_set: Vec<String>,
}

impl Role {
    /// Returns whether policies never hold for it.
    pub fn bypasses(&self) -> bool {
        self.superuser || self.bypass_rls
    }
}
