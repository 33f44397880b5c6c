//! A database's shape as a value: read queries, snapshot, digest, diff.
//!
//! - [`query`] is the SQL that reads one kind of object, [`SETTINGS`] what has
//!   to be set before; who has a connection runs them (in
//!   `stagecraft-connect`) and gives the rows to [`Snapshot::of_rows`].
//! - [`Snapshot`] holds one [`Collection`] per kind: typed objects with every
//!   property that their users can see, and nothing that depends on when or
//!   where they were made. [`Snapshot::digest`] is one number for all of it.
//! - [`diff`] says what is different, as [`Change`]s that read as sentences.
//!
//! A kind is one struct and one query in `kinds/`, and one line in its list;
//! rows of catalogs that no kind is about are a kind of their own. [`rare_query`]
//! says which of the rarely used kinds are worth a query.
//!
//! What it deliberately does not know: rows, large objects and the positions of
//! sequences (content), roles and databases (shared by a cluster), sizes and
//! statistics gathered by `ANALYZE` (physical), how a subscription connects and
//! other secrets, how to undo a change.
//!
//! **Invariant:** this crate opens no socket and reads no clock.

mod acl;
mod catalogs;
mod change;
mod dependency;
mod diff;
mod error;
mod filter;
mod identity;
mod kinds;
mod names;
mod object;
mod options;
mod query;
mod rare;
mod snapshot;
mod touched;
mod update;
mod words;

pub use acl::{Acl, Grantee, Privilege, Privileges};
pub use catalogs::Scope;
pub use change::{Action, Change, FieldChange};
pub use dependency::{Dependencies, Dependency, DependencyRow, Node};
pub use diff::diff;
pub use error::Error;
pub use filter::Filter;
pub use identity::{Identities, Identity};
pub use kinds::{
    AccessMethod, Aggregate, BaseType, Cast, Collation, Column, CompositeType, Constraint,
    Conversion, DefaultPrivilege, Domain, EnumType, EventTrigger, Extension, ForeignDataWrapper,
    ForeignServer, ImplicitType, Index, InheritedGrant, Kind, Language, MaterializedView, Operator,
    OperatorClass, OperatorFamily, Other, Policy, Publication, PublishedTable, RangeType, Routine,
    Rule, Schema, SecurityLabel, Sequence, SilencedCheck, Snapshot, Statistics, Subscription,
    Table, TextSearchConfiguration, TextSearchDictionary, TextSearchParser, TextSearchTemplate,
    Transform, Trigger, UserMapping, View,
};
pub use names::{MemberName, ObjectId, ObjectKey, ObjectName, Signature};
pub use object::{Collection, Facets, Object};
pub use options::Options;
pub use query::{SETTINGS, dependencies_query, dependencies_query_of, query, query_of};
pub use rare::rare_query;
pub use snapshot::Row;
pub use touched::{Reread, Touched, comments_query, left_query, owners_query, touched_query};
pub use update::Updated;
pub use words::{
    AccessMethodType, Alignment, CastContext, CastMethod, CollationProvider, Command, Compression,
    ConstraintType, DefaultObjects, Enabled, Generated, GeneratedColumns, IdentityKind, Parallel,
    Persistence, ReplicaIdentity, RoutineKind, Storage, Volatility,
};
