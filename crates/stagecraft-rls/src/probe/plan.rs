//! The plan: what the runner gets to know. It stands in the exported test file
//! as it is sent by the commands.

use std::collections::BTreeMap;

use serde::Serialize;

/// What the runner gets to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Whether nothing is tried that would write: no INSERT, UPDATE or DELETE,
    /// and no calls, as nobody knows what a function does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_only: bool,
    /// Sessions.
    pub actors: Vec<PlannedActor>,
    /// All roles that actors take.
    pub roles: Vec<String>,
    /// Those of them that policies hold for.
    pub bound_roles: Vec<String>,
    /// Privileges that no policy covers and that no bound role should have; the
    /// runner leaves out those that its server does not know.
    pub uncovered: Vec<String>,
    /// The type of tenants' ids.
    pub tenant_type: String,
    /// Queries of the tenants of `{user}` by least role; the empty role is any.
    pub tenants_of: BTreeMap<String, Option<String>>,
    /// An expression that returns the caller's id as text.
    pub identity: Option<String>,
    /// An expression that returns the caller's tenants.
    pub echo: Option<String>,
    /// API roles that may enter schemas which the API does not serve.
    pub hidden: BTreeMap<String, Vec<String>>,
    /// Schemas in which every table has row security on.
    pub locked: Vec<String>,
    /// Relations.
    pub objects: Vec<PlannedObject>,
    /// Functions.
    pub functions: Vec<PlannedFunction>,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedActor {
    /// The name.
    pub name: String,
    /// The database role.
    pub role: String,
    /// The user's id.
    pub user: Option<String>,
    /// Ids of the tenants that the contract gives it; absent when they are read.
    pub tenants: Option<Vec<String>>,
    /// `request.jwt.claims`.
    pub claims: String,
}

/// A relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedObject {
    /// Its name, quoted and qualified.
    pub name: String,
    /// `table`, `view`, `matview`, `foreign` or `partition`.
    pub kind: &'static str,
    /// The column of the tenant, unquoted, where a single one holds it.
    pub tenant_column: Option<String>,
    /// Whether that column may be null.
    pub tenant_nullable: bool,
    /// The column of the owner, unquoted, where a single one holds it.
    pub owner_column: Option<String>,
    /// Columns that an INSERT may give values, unquoted.
    pub columns: Vec<String>,
    /// All columns, unquoted.
    pub all_columns: Vec<String>,
    /// Columns of the primary key, unquoted.
    pub key: Vec<String>,
    /// A column of the primary key, unquoted, and a value that no row has.
    pub fresh: Option<(String, &'static str)>,
    /// What updates set: columns, unquoted, and constants as SQL.
    pub sets: Vec<(String, String)>,
    /// Columns that nobody changes, unquoted, and constants as SQL.
    pub protected: Vec<(String, String)>,
    /// Statements that take away triggers and foreign keys which stop rows that
    /// the policies have let through.
    pub unhook: Option<String>,
    /// The columns that may be updated, unquoted; not compared when absent.
    pub updatable: Option<Vec<String>>,
    /// Roles that may update some of it.
    pub updaters: Vec<String>,
    /// What is allowed.
    pub cells: Vec<PlannedCell>,
}

/// What some actors may do by one command.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PlannedCell {
    /// `select`, `insert`, `update` or `delete`.
    pub command: &'static str,
    /// As the contract says it.
    pub level: String,
    /// The condition of the rows, with `{user}` and `{tenants}`.
    pub rows: String,
    /// The least role of `{tenants}`.
    pub role: String,
    /// `grant` or `policy`.
    pub denied_by: Option<&'static str>,
    /// Their names.
    pub actors: Vec<String>,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedFunction {
    /// `schema.name(types)`, as `regprocedure` reads it.
    pub name: String,
    /// Its name, quoted and qualified, without arguments.
    pub call: String,
    /// Roles that may execute it.
    pub execute: Vec<String>,
    /// Calls to try.
    pub calls: Vec<PlannedCall>,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedCall {
    /// The arguments as SQL.
    pub args: String,
    /// `none`, `all` or `own_tenant`.
    pub gives: &'static str,
    /// As the contract says it.
    pub level: String,
    /// The least role.
    pub role: String,
    /// The id of the tenant that it asks for.
    pub tenant: Option<String>,
    /// What makes a row of the result something, as SQL over `r`.
    pub something: String,
    /// The column of the result that holds a tenant.
    pub result_tenant: Option<String>,
}
