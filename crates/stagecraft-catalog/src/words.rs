//! One-letter codes of the catalog as words; read as either, written as words.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $letter:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(alias = $letter)] $variant),*
        }
    )*};
}

words! {
    /// How long a relation lives and whether it is logged.
    Persistence {
        /// Logged and lasting.
        Permanent = "p",
        /// Emptied after a crash.
        Unlogged = "u",
        /// Gone with its session.
        Temporary = "t",
    }

    /// What logical replication sends of a row's old version.
    ReplicaIdentity {
        /// The primary key.
        Default = "d",
        /// Nothing.
        Nothing = "n",
        /// The whole row.
        Full = "f",
        /// The columns of the index that says so.
        Index = "i",
    }

    /// When a generated column's value is computed.
    Generated {
        /// When the row is written.
        Stored = "s",
        /// When the column is read.
        Virtual = "v",
    }

    /// Whether an identity column takes a value from an `INSERT`.
    IdentityKind {
        /// Only with `OVERRIDING SYSTEM VALUE`.
        Always = "a",
        /// It does.
        ByDefault = "d",
    }

    /// Where long values go.
    Storage {
        /// In line, never compressed.
        Plain = "p",
        /// Out of line, uncompressed.
        External = "e",
        /// In line where possible, compressed.
        Main = "m",
        /// Compressed, then out of line.
        Extended = "x",
    }

    /// How long values are compressed.
    Compression {
        /// PostgreSQL's own.
        Pglz = "p",
        /// LZ4.
        Lz4 = "l",
    }

    /// At multiples of how many bytes a value may begin.
    Alignment {
        /// 1.
        Char = "c",
        /// 2.
        Short = "s",
        /// 4.
        Int = "i",
        /// 8, mostly.
        Double = "d",
    }

    /// Which library orders text.
    CollationProvider {
        /// The database's.
        Default = "d",
        /// PostgreSQL's own, since 17.
        Builtin = "b",
        /// ICU.
        Icu = "i",
        /// The C library.
        Libc = "c",
    }

    /// What an access method is for.
    AccessMethodType {
        /// Tables.
        Table = "t",
        /// Indexes.
        Index = "i",
    }

    /// How a cast is done.
    CastMethod {
        /// By a function.
        Function = "f",
        /// Not at all: both types have the same bytes.
        Binary = "b",
        /// By text.
        InOut = "i",
    }

    /// Where a cast is done without being asked for.
    CastContext {
        /// Nowhere.
        Explicit = "e",
        /// In assignments.
        Assignment = "a",
        /// Everywhere.
        Implicit = "i",
    }

    /// What a constraint demands.
    ConstraintType {
        /// `PRIMARY KEY`.
        PrimaryKey = "p",
        /// `UNIQUE`.
        Unique = "u",
        /// `FOREIGN KEY`.
        ForeignKey = "f",
        /// `CHECK`.
        Check = "c",
        /// `EXCLUDE`.
        Exclusion = "x",
        /// `NOT NULL`, a constraint of its own since PostgreSQL 18.
        NotNull = "n",
    }

    /// What kind of routine it is.
    RoutineKind {
        /// A function.
        Function = "f",
        /// A procedure.
        Procedure = "p",
        /// An aggregate.
        Aggregate = "a",
        /// A window function.
        Window = "w",
    }

    /// What a function's result depends on.
    Volatility {
        /// Its arguments alone.
        Immutable = "i",
        /// The database as the statement sees it, too.
        Stable = "s",
        /// Anything.
        Volatile = "v",
    }

    /// Whether a routine may run in parallel workers.
    Parallel {
        /// It may.
        Safe = "s",
        /// Only in the leader.
        Restricted = "r",
        /// Not in a parallel plan at all.
        Unsafe = "u",
    }

    /// When a trigger or a rule fires.
    Enabled {
        /// Unless the session replays a replica.
        Origin = "O",
        /// Never.
        Disabled = "D",
        /// Only when the session replays a replica.
        Replica = "R",
        /// Always.
        Always = "A",
    }

    /// Which commands a policy is for.
    Command {
        /// All.
        All = "*",
        /// `SELECT`.
        Select = "r",
        /// `INSERT`.
        Insert = "a",
        /// `UPDATE`.
        Update = "w",
        /// `DELETE`.
        Delete = "d",
    }

    /// What default privileges are for.
    DefaultObjects {
        /// Tables and views.
        Tables = "r",
        /// Sequences.
        Sequences = "S",
        /// Routines.
        Functions = "f",
        /// Types.
        Types = "T",
        /// Schemas.
        Schemas = "n",
        /// Large objects, since PostgreSQL 18.
        LargeObjects = "L",
    }

    /// Which generated columns a publication sends, since PostgreSQL 18.
    GeneratedColumns {
        /// None.
        None = "n",
        /// Those that are stored.
        Stored = "s",
    }
}

impl DefaultObjects {
    /// Returns the word of `ALTER DEFAULT PRIVILEGES … ON`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tables => "tables",
            Self::Sequences => "sequences",
            Self::Functions => "functions",
            Self::Types => "types",
            Self::Schemas => "schemas",
            Self::LargeObjects => "large objects",
        }
    }
}
