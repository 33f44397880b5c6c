//! From what a rollback reaches to statements in the order in which they run.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{
    Column, Constraint, ConstraintType, Kind, MemberName, Object as _, ObjectId, ObjectKey as _,
    Snapshot, Table,
};
use stagecraft_model::{QualifiedName, quote_literal};

use crate::address;
use crate::context::{Context, is_foreign, relation};
use crate::extent::{Extent, follows_parent, is_of_table};
use crate::facets;
use crate::graph::{Graph, Vertex, stand_in, whole};
use crate::keep;
use crate::kinds;
use crate::labels;
use crate::task::{Phase, Task, Tasks};
use crate::types;

/// Rows to give back to a table, by statements that run when it stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    /// The statements.
    pub(crate) sql: Vec<String>,
    /// Tables of the catalog after, to be dropped later: they are read.
    pub(crate) reads: Vec<ObjectId>,
}

/// What rows lack until they have come back.
#[derive(Debug, Default)]
pub(crate) struct Coming {
    /// Tables whose rows may lack values.
    pub(crate) tables: BTreeSet<QualifiedName>,
    /// Columns that hold values that are not theirs.
    pub(crate) columns: BTreeSet<MemberName>,
    /// Columns whose values may not fit, with conditions that hold for rows `o`
    /// whose value is about to go.
    pub(crate) passing: BTreeMap<MemberName, Vec<String>>,
}

/// Plans the tasks of a rollback.
pub(crate) struct Planner<'a> {
    context: Context<'a>,
    extent: Extent,
    needs_before: Graph,
    needs_after: Graph,
    tasks: Tasks,
    /// Types that get another name while their columns still use them.
    asides: BTreeMap<ObjectId, String>,
    coming: Coming,
}

type Data = BTreeMap<(Phase, QualifiedName), Rows>;

impl<'a> Planner<'a> {
    pub(crate) fn new(context: Context<'a>, coming: Coming) -> Self {
        let needs_after = Graph::of(context.after);
        let extent = Extent::of(&context, &needs_after);
        Self {
            needs_before: Graph::of(context.before),
            needs_after,
            extent,
            context,
            tasks: Tasks::default(),
            asides: BTreeMap::new(),
            coming,
        }
    }

    /// Returns what is only there now.
    pub(crate) fn drops(&self) -> impl Iterator<Item = &ObjectId> {
        self.extent.drops.iter()
    }

    /// Returns whether an object goes, for good or for a while.
    pub(crate) fn goes(&self, object: &ObjectId) -> bool {
        self.extent.goes(object)
    }

    /// Returns all tasks in order; `around` runs before and after the rows.
    pub(crate) fn plan(
        mut self,
        rows: &Data,
        around: (Vec<String>, Vec<String>),
    ) -> Vec<(Task, Vec<String>)> {
        self.add_drops();
        self.creates();
        self.columns();
        self.alters();
        self.attachments();
        for ((phase, table), rows) in rows {
            let task = Task::Data(*phase, table.clone());
            self.tasks.add(task, rows.sql.clone());
        }
        self.tasks.add(Task::BeforeData, around.0);
        self.tasks.add(Task::AfterData, around.1);
        self.order_by_needs_after();
        self.order_by_needs_before();
        self.order_names();
        self.order_data(rows);
        self.order_partitions();
        let (before, after) = (self.context.before, self.context.after);
        self.tasks
            .sorted(|tasks, waiting| untie(tasks, waiting, before, after))
    }

    fn add_drops(&mut self) {
        let goes: Vec<_> = self
            .extent
            .drops
            .iter()
            .chain(&self.extent.recreates)
            .cloned()
            .collect();
        for object in goes {
            if self.goes_with_another(&object) {
                continue;
            }
            if self.is_used_type(&object) {
                let aside = format!("stagecraft_old_{}", self.asides.len() + 1);
                let name = QualifiedName::of_name(&object.name);
                let Some(name) = name else { continue };
                let word = match object.kind {
                    Kind::Domain => "domain",
                    Kind::Collation => "collation",
                    _ => "type",
                };
                let aside_name = QualifiedName {
                    schema: name.schema.clone(),
                    name: aside.as_str().into(),
                };
                if self.extent.recreates.contains(&object) {
                    self.tasks.add(
                        Task::Aside(object.clone()),
                        vec![format!("alter {word} {name} rename to {aside}")],
                    );
                    self.tasks.add(
                        Task::DropAside(object.clone()),
                        vec![format!("drop {word} {aside_name}")],
                    );
                    self.asides.insert(object, aside);
                    continue;
                }
            }
            let mut sql = kinds::undo(&object, &self.context);
            sql.extend(kinds::drop(&object, self.context.after));
            self.tasks.add(Task::Drop(object), sql);
        }
        for column in self.extent.dropped_defaults.clone() {
            let relation = self.context.after.relation_of(&column);
            if let Some(relation) = relation
                && !self.is_going(&column)
                && !self.inherits(&column, |it| self.extent.dropped_defaults.contains(it))
            {
                let sql = format!(
                    "alter table {relation} alter column {} drop default",
                    column.name.name
                );
                self.tasks.add(Task::DropDefault(column), vec![sql]);
            }
        }
    }

    /// Returns whether columns that stay use a type that goes.
    fn is_used_type(&self, object: &ObjectId) -> bool {
        matches!(
            object.kind,
            Kind::EnumType | Kind::Domain | Kind::CompositeType | Kind::RangeType | Kind::Collation
        ) && self
            .needs_after
            .needed_by(&object.clone().into())
            .any(|it| self.extent.types.contains(&it.object))
    }

    /// Returns whether an object that goes needs no statement of its own.
    fn goes_with_another(&self, object: &ObjectId) -> bool {
        let after = self.context.after;
        if let Some(owner) = whole(object, after)
            && self.extent.goes(&owner)
        {
            return true;
        }
        match object.kind {
            Kind::Column => {
                !is_of_table(object, &self.context)
                    || self.inherits(object, |it| self.extent.goes(it))
            }
            Kind::Sequence => {
                let name = QualifiedName::of_name(&object.name);
                let sequence = name.and_then(|it| after.sequences.get(&it));
                let owner = sequence.and_then(|it| it.owned_by.clone());
                owner.is_some_and(|column| {
                    let column = ObjectId {
                        kind: Kind::Column,
                        name: column.into(),
                    };
                    self.is_going(&column)
                })
            }
            Kind::Index => stand_in(object, after) != *object,
            // What a superuser set for a schema goes with the schema.
            Kind::DefaultPrivilege => object.name.schema.as_ref().is_some_and(|schema| {
                self.extent.goes(&ObjectId {
                    kind: Kind::Schema,
                    name: schema.clone().into(),
                })
            }),
            // An extension's tables are its own, and so are their policies.
            Kind::Policy => {
                let goes = |it: &ObjectId| it.kind == Kind::Extension;
                whole(object, after).is_none() && self.extent.drops.iter().any(goes)
            }
            Kind::SilencedCheck | Kind::ImplicitType => self
                .needs_after
                .needs(&object.clone().into())
                .any(|it| self.extent.goes(&it.object)),
            _ => false,
        }
    }

    /// Returns whether an object goes, alone or with its relation.
    fn is_going(&self, part: &ObjectId) -> bool {
        self.extent.goes(part)
            || whole(part, self.context.after).is_some_and(|it| self.extent.goes(&it))
    }

    fn inherits(&self, column: &ObjectId, is_done_to: impl Fn(&ObjectId) -> bool) -> bool {
        follows_parent(column, is_done_to, &self.context)
    }

    fn creates(&mut self) {
        let mut comes: BTreeSet<ObjectId> = self
            .extent
            .creates
            .iter()
            .chain(&self.extent.recreates)
            .cloned()
            .collect();
        // The parts of a relation that is made again are made again.
        for object in self.extent.recreates.clone() {
            if matches!(
                object.kind,
                Kind::Table
                    | Kind::View
                    | Kind::MaterializedView
                    | Kind::CompositeType
                    | Kind::Domain
            ) && let Some(relation) = QualifiedName::of_name(&object.name)
            {
                comes.extend(self.context.before.parts_of(&relation));
            }
        }
        for object in comes {
            if self.comes_with_another(&object) {
                if object.kind == Kind::Column {
                    self.settle_column(&object);
                }
                continue;
            }
            let sql = kinds::create(&object, &self.context);
            if object.kind == Kind::Table {
                let sql = self.with_inline_parts(&object, sql);
                self.tasks.add(Task::Create(object), sql);
                continue;
            }
            if self.comes_as_shell(&object) {
                self.tasks
                    .add(Task::Create(object.clone()), vec![kinds::shell(&object)]);
                self.tasks.add(Task::Alter(object), sql);
                continue;
            }
            self.tasks.add(Task::Create(object.clone()), sql);
            if object.kind == Kind::Column {
                self.settle_column(&object);
            }
        }
    }

    /// Returns whether a type needs functions that need the type.
    fn comes_as_shell(&self, object: &ObjectId) -> bool {
        let needs = |it: &ObjectId| self.needs_before.needs(&it.clone().into());
        matches!(object.kind, Kind::BaseType | Kind::RangeType)
            && needs(object).any(|it| self.completes(&it.object, object))
    }

    /// Returns whether a function that comes takes or returns a type that it is
    /// a part of.
    fn completes(&self, function: &ObjectId, r#type: &ObjectId) -> bool {
        let needs = |one: &ObjectId, other: &ObjectId| {
            let mut needs = self.needs_before.needs(&one.clone().into());
            needs.any(|it| it.object == *other)
        };
        function.kind == Kind::Routine
            && matches!(r#type.kind, Kind::BaseType | Kind::RangeType)
            && self.extent.comes(function)
            && needs(r#type, function)
            && needs(function, r#type)
    }

    /// A new column's default and `NOT NULL`, for the time when rows have
    /// their values.
    fn settle_column(&mut self, object: &ObjectId) {
        let column = MemberName::of_name(&object.name);
        let Some(column) = column.and_then(|it| self.context.before.columns.get(&it)) else {
            return;
        };
        if !self
            .context
            .before
            .tables
            .contains(&column.name().relation())
        {
            let sql = facets::of_new(object, &self.context);
            self.tasks.add(Task::Alter(object.clone()), sql);
            return;
        }
        let is_table_new =
            whole(object, self.context.before).is_some_and(|it| self.extent.comes(&it));
        let is_inline = is_table_new && self.has_plain_default(column);
        if kinds::default_value(column).is_some() && !is_inline {
            self.extent.defaults.insert(object.clone());
        }
        let is_loose = self.coming.tables.contains(&column.name().relation());
        if column.not_null && column.identity.is_none() && (!is_table_new || is_loose) {
            self.extent.nullability.insert(object.clone());
        }
        if is_table_new {
            let sql = facets::of_new(object, &self.context);
            self.tasks.add(Task::Alter(object.clone()), sql);
        } else {
            let sql = kinds::become_identity(column, &self.context);
            self.tasks.add(Task::Alter(object.clone()), sql);
        }
    }

    /// Returns whether a column's default can stand in the statement that makes
    /// the table: it needs nothing that comes later.
    fn has_plain_default(&self, column: &Column) -> bool {
        let default = Vertex {
            object: column.id(),
            is_default: true,
        };
        let own = whole(&default.object, self.context.before);
        self.needs_before.needs(&default).all(|it| {
            it.object.kind == Kind::Sequence
                || whole(&it.object, self.context.before) == own
                || !self.extent.comes(&it.object)
        })
    }

    /// `NOT NULL` stands in the statement that makes the table; so do the
    /// checks that a partition has from its table.
    fn with_inline_parts(&self, object: &ObjectId, mut sql: Vec<String>) -> Vec<String> {
        let Some(name) = QualifiedName::of_name(&object.name) else {
            return sql;
        };
        let before = self.context.before;
        let Some(create) = sql.first_mut() else {
            return sql;
        };
        for column in before.columns_of(&name) {
            let line = format!("  {}", kinds::define(column, &self.context, false));
            let mut full = line.clone();
            if let Some(default) = kinds::default_value(column)
                && self.has_plain_default(column)
            {
                full.push_str(&format!(" default {default}"));
            }
            if column.not_null && column.identity.is_none() && !self.coming.tables.contains(&name) {
                full.push_str(" not null");
            }
            *create = replace_line(create, &line, &full);
        }
        let is_partition = before
            .tables
            .get(&name)
            .is_some_and(|it| it.partition_bound.is_some());
        let checks: Vec<_> = before
            .constraints_of(&name)
            .filter(|it| is_partition && it.inherited && it.r#type == ConstraintType::Check)
            .map(|it| format!(",\n  constraint {} {}", it.name, it.definition))
            .collect();
        if !checks.is_empty()
            && let Some(end) = create.find("\n)")
        {
            create.insert_str(end, &checks.concat());
        }
        sql
    }

    fn comes_with_another(&self, object: &ObjectId) -> bool {
        let before = self.context.before;
        match object.kind {
            Kind::Column => {
                let owner = whole(object, before);
                let is_table_new = owner.as_ref().is_some_and(|it| self.extent.comes(it));
                is_table_new
                    || owner.is_none_or(|it| it.kind != Kind::Table)
                    || self.inherits_before(object)
            }
            Kind::Sequence => {
                let name = QualifiedName::of_name(&object.name);
                let sequence = name.and_then(|it| before.sequences.get(&it));
                sequence.is_some_and(|it| it.identity)
            }
            _ => false,
        }
    }

    /// Returns whether a column comes with the parent's.
    fn inherits_before(&self, object: &ObjectId) -> bool {
        let Some(name) = MemberName::of_name(&object.name) else {
            return false;
        };
        let table = before_table(&self.context, &name.relation());
        table.is_some_and(|it| {
            it.inherits.iter().any(|parent| {
                let column = ObjectId {
                    kind: Kind::Column,
                    name: MemberName {
                        schema: parent.schema.clone(),
                        relation: parent.name.clone(),
                        name: name.name.clone(),
                    }
                    .into(),
                };
                self.extent.comes(&column)
            })
        })
    }

    fn columns(&mut self) {
        let before = self.context.before;
        for object in self.extent.types.clone() {
            if self.extent.goes(&object)
                || self.inherits(&object, |it| self.extent.types.contains(it))
            {
                continue;
            }
            let Some(column) = column(before, &object) else {
                continue;
            };
            let sql = self.change_type(&object, column);
            self.tasks.add(Task::ColumnType(object.clone()), sql);
            if self.extent.dropped_defaults.contains(&object) {
                continue;
            }
            // A default of the old type may not be one of the new.
            let had = self::column(self.context.after, &object)
                .and_then(kinds::default_value)
                .is_some();
            if had {
                let relation = column.name().relation();
                let sql = format!(
                    "alter table {relation} alter column {} drop default",
                    column.name
                );
                self.tasks.add(Task::DropDefault(object.clone()), vec![sql]);
            }
            if kinds::default_value(column).is_some() {
                self.extent.defaults.insert(object);
            }
        }
        for object in self.extent.defaults.clone() {
            let Some(column) = column(before, &object) else {
                continue;
            };
            if self.inherits(&object, |it| self.extent.defaults.contains(it))
                && same_default(&object, column, &self.context)
            {
                continue;
            }
            if let Some(default) = kinds::default_value(column) {
                let relation = column.name().relation();
                let sql = format!(
                    "alter table {relation} alter column {} set default {default}",
                    column.name
                );
                self.tasks.add(Task::SetDefault(object), vec![sql]);
            }
        }
        for object in self.extent.nullability.clone() {
            if self.extent.goes(&object) && !self.extent.comes(&object) {
                continue;
            }
            let Some(column) = column(before, &object) else {
                continue;
            };
            if self.inherits(&object, |it| self.extent.nullability.contains(it)) {
                continue;
            }
            let relation = column.name().relation();
            let verb = if column.not_null { "set" } else { "drop" };
            let sql = format!(
                "alter table {relation} alter column {} {verb} not null",
                column.name
            );
            self.tasks.add(Task::NotNull(object), vec![sql]);
        }
    }

    /// Text is what every value can be turned into and read from again.
    fn change_type(&self, object: &ObjectId, column: &Column) -> Vec<String> {
        let relation = column.name().relation();
        let is = self::column(self.context.after, object);
        let collation = column
            .collation
            .as_ref()
            .map_or_else(String::new, |it| format!(" collate {it}"));
        let target = format!(
            "alter table {relation} alter column {} type {}{collation}",
            column.name, column.r#type
        );
        let Some(is) = is.filter(|_| !is_foreign(self.context.before, &relation)) else {
            return vec![target];
        };
        if let Some(known) = labels::to_fit(column, is, self.context.before, self.context.after) {
            return self.change_to_enum(column, is, known, &target);
        }
        let through_text = is.r#type == column.r#type || !types::casts(&is.r#type, &column.r#type);
        let using = if through_text {
            let arrays = column.r#type.matches("[]").count();
            let text = format!("text{}", "[]".repeat(arrays));
            format!("{}::{text}::{}", column.name, column.r#type)
        } else {
            format!("{}::{}", column.name, column.r#type)
        };
        let mut sql = Vec::new();
        if !self.coming.columns.contains(&column.name()) {
            sql.extend(types::check(
                &relation,
                &column.name,
                &is.r#type,
                &column.r#type,
            ));
        }
        sql.push(format!("{target} using {using}"));
        sql
    }

    /// Values that the enum does not have are nothing until they are overwritten.
    fn change_to_enum(
        &self,
        column: &Column,
        is: &Column,
        known: &[String],
        target: &str,
    ) -> Vec<String> {
        let (name, r#type) = (&column.name, &column.r#type);
        let relation = column.name().relation();
        let passing = self.coming.passing.get(&column.name());
        let is_known = format!("{name}::text in ({})", labels::list(known));
        let mut sql = Vec::new();
        if !self.coming.columns.contains(&column.name()) {
            let mut condition = format!("not o.{is_known}");
            for passing in passing.into_iter().flatten() {
                condition.push_str(&format!("\n      and not {passing}"));
            }
            sql.push(types::stop(&relation, name, r#type, &condition));
        }
        if passing.is_none() {
            sql.push(format!("{target} using {name}::text::{type}"));
            return sql;
        }
        let mut otherwise = String::new();
        if keep::is_in_primary_key(&relation, name, self.context.after) {
            let first = known.first().map_or("", |it| it);
            otherwise = format!(" else {}::{type}", quote_literal(first));
        } else if is.not_null {
            sql.push(format!(
                "alter table {relation} alter column {name} drop not null"
            ));
        }
        sql.push(format!(
            "{target}\n  using case when {is_known} then {name}::text::{type}{otherwise} end"
        ));
        sql
    }

    fn alters(&mut self) {
        for (object, sql) in self.extent.alters.clone() {
            let is_gone = self.extent.goes(&object)
                || whole(&object, self.context.after).is_some_and(|it| self.extent.goes(&it));
            if !is_gone {
                self.tasks.add(Task::Alter(object), sql);
            }
        }
    }

    /// Partitions, inheritance, owned sequences, publications.
    fn attachments(&mut self) {
        let (before, after) = (self.context.before, self.context.after);
        for table in &before.tables {
            let id = table.id();
            let is = after.tables.get(&table.name());
            let is_new = self.extent.comes(&id);
            let now: &[QualifiedName] = if is_new {
                &[]
            } else {
                is.map_or(&[], |it| &it.inherits)
            };
            let bound_now = is
                .filter(|_| !is_new)
                .and_then(|it| it.partition_bound.as_ref());
            let is_pending = is.is_some_and(|it| it.detach_pending) && !is_new;
            let is_half_way = is_pending && !table.detach_pending;
            if now == table.inherits.as_slice()
                && bound_now == table.partition_bound.as_ref()
                && !is_half_way
            {
                continue;
            }
            self.inheritance(table, now, bound_now.is_some(), is_new, is_pending);
        }
        for sequence in &before.sequences {
            let id = sequence.id();
            if sequence.identity {
                continue;
            }
            let now = after
                .sequences
                .get(&sequence.name())
                .filter(|_| !self.extent.comes(&id))
                .and_then(|it| it.owned_by.as_ref());
            let owner_comes = sequence.owned_by.as_ref().is_some_and(|it| {
                let column = ObjectId {
                    kind: Kind::Column,
                    name: it.clone().into(),
                };
                self.extent.comes(&column)
                    || whole(&column, before).is_some_and(|it| self.extent.comes(&it))
            });
            if now == sequence.owned_by.as_ref() && !(owner_comes && now.is_some()) {
                continue;
            }
            let name = sequence.name();
            if now.is_some() {
                self.tasks.add(
                    Task::Detach(id.clone()),
                    vec![format!("alter sequence {name} owned by none")],
                );
            }
            if let Some(column) = &sequence.owned_by {
                let owner = format!("{}.{}", column.relation(), column.name);
                self.tasks.add(
                    Task::Attach(id),
                    vec![format!("alter sequence {name} owned by {owner}")],
                );
            }
        }
        for index in &before.indexes {
            let id = index.id();
            if self.extent.comes(&id) {
                let sql = kinds::attach(index).into_iter().collect();
                self.tasks.add(Task::Attach(id), sql);
            }
        }
        self.dependents_of_extensions();
        for publication in &after.publications {
            let id = publication.id();
            let was = before.publications.get(&publication.name);
            if let Some(was) = was.filter(|_| !self.extent.goes(&id)) {
                let sql = kinds::leaving(publication, was);
                self.tasks.add(Task::Detach(id), sql);
            }
        }
    }

    /// An extension takes nothing along that stays, and again has what depended
    /// on it. What is made says so itself.
    fn dependents_of_extensions(&mut self) {
        let (before, after) = (self.context.before, self.context.after);
        let nothing = Vec::new();
        for extension in &after.extensions {
            let was = before.extensions.get(&extension.name);
            let was = was.filter(|_| !self.extent.goes(&extension.id()));
            let wanted = was.map_or(&nothing, |it| &it.dependents);
            let sql = kinds::let_go(extension, wanted);
            self.tasks.add(Task::Detach(extension.id()), sql);
        }
        for extension in &before.extensions {
            let is = after.extensions.get(&extension.name);
            let is = is.filter(|_| !self.extent.comes(&extension.id()));
            let dependents = is.map_or(&nothing, |it| &it.dependents);
            let stays = |dependent: &str| {
                let mut objects = after.identities.iter();
                objects
                    .find(|(it, _)| address::is(it, after, dependent))
                    .is_some_and(|(it, _)| !self.is_going(it))
            };
            let sql = kinds::hold(extension, dependents, stays);
            self.tasks.add(Task::Attach(extension.id()), sql);
        }
    }

    fn inheritance(
        &mut self,
        table: &Table,
        now: &[QualifiedName],
        is_partition: bool,
        is_new: bool,
        is_pending: bool,
    ) {
        let name = table.name();
        let id = table.id();
        // Parents count in the order in which they came.
        let same = now
            .iter()
            .zip(&table.inherits)
            .take_while(|(is, was)| is == was)
            .count();
        let stays = if is_partition {
            &[]
        } else {
            now.get(..same).unwrap_or_default()
        };
        let end = if is_pending { " finalize" } else { "" };
        let detach: Vec<_> = now
            .iter()
            .filter(|it| !stays.contains(it))
            .map(|parent| {
                if is_partition {
                    format!("alter table {parent} detach partition {name}{end}")
                } else {
                    format!("alter table {name} no inherit {parent}")
                }
            })
            .collect();
        self.tasks.add(Task::Detach(id.clone()), detach);
        let attach: Vec<_> = table
            .inherits
            .iter()
            .filter(|it| !stays.contains(it))
            .filter_map(|parent| match &table.partition_bound {
                Some(bound) => Some(format!(
                    "alter table {parent} attach partition {name} {bound}"
                )),
                // A new table is made with its parents.
                None if is_new => None,
                None => Some(format!("alter table {name} inherit {parent}")),
            })
            .collect();
        self.tasks.add(Task::Attach(id), attach);
    }

    /// What needs something that goes lets go of it first.
    fn order_by_needs_after(&mut self) {
        let after = self.context.after;
        let gone: Vec<Task> = self
            .tasks
            .all()
            .filter(|it| {
                matches!(
                    it,
                    Task::Drop(_) | Task::Aside(_) | Task::ColumnType(_) | Task::DropAside(_)
                )
            })
            .cloned()
            .collect();
        for task in gone {
            let object = match &task {
                Task::Drop(it) | Task::Aside(it) | Task::ColumnType(it) | Task::DropAside(it) => {
                    it.clone()
                }
                _ => continue,
            };
            let mut vertices = vec![Vertex::from(object.clone())];
            if matches!(task, Task::Drop(_))
                && let Some(relation) = QualifiedName::of_name(&object.name)
                && matches!(
                    object.kind,
                    Kind::Table | Kind::View | Kind::MaterializedView
                )
            {
                vertices.extend(after.parts_of(&relation).into_iter().map(Vertex::from));
            }
            let dependents: BTreeSet<Vertex> = vertices
                .iter()
                .flat_map(|it| self.needs_after.needed_by(it).cloned())
                .collect();
            for dependent in dependents {
                self.let_go(&dependent, &task, &object);
            }
            if matches!(task, Task::ColumnType(_)) {
                self.tasks.order(&Task::DropDefault(object.clone()), &task);
            }
        }
    }

    fn let_go(&mut self, dependent: &Vertex, task: &Task, object: &ObjectId) {
        let other = &dependent.object;
        let owner = whole(other, self.context.after);
        if dependent.is_default {
            self.tasks.order(&Task::DropDefault(other.clone()), task);
        }
        let last = matches!(task, Task::DropAside(_));
        self.tasks.order(&Task::Drop(other.clone()), task);
        self.tasks.order(&Task::Detach(other.clone()), task);
        if !matches!(task, Task::Aside(_)) {
            self.tasks.order(&Task::ColumnType(other.clone()), task);
        }
        let is_same_whole = owner.as_ref() == Some(object);
        if matches!(task, Task::Drop(_)) || last {
            if !is_same_whole {
                self.tasks.order(&Task::Alter(other.clone()), task);
            }
            self.tasks.order(&Task::DropAside(other.clone()), task);
        }
        if let Some(owner) = owner
            && owner != *object
        {
            self.tasks.order(&Task::Drop(owner), task);
        }
    }

    /// What needs something that comes waits for it.
    fn order_by_needs_before(&mut self) {
        let before = self.context.before;
        let waiting: Vec<Task> = self.tasks.all().cloned().collect();
        for task in waiting {
            let (object, is_default) = match &task {
                Task::Create(it)
                | Task::Alter(it)
                | Task::ColumnType(it)
                | Task::Attach(it)
                | Task::NotNull(it) => (it.clone(), false),
                Task::SetDefault(it) => (it.clone(), true),
                _ => continue,
            };
            let mut vertices = vec![Vertex {
                object: object.clone(),
                is_default,
            }];
            if object.kind == Kind::Table
                && matches!(task, Task::Create(_))
                && let Some(relation) = QualifiedName::of_name(&object.name)
            {
                let columns = before.columns_of(&relation);
                vertices.extend(columns.iter().map(|it| Vertex::from(it.id())));
                // Some expressions stand in the statement.
                let inline = columns
                    .iter()
                    .filter(|it| it.generated.is_some() || self.has_plain_default(it));
                vertices.extend(inline.map(|it| Vertex {
                    object: it.id(),
                    is_default: true,
                }));
            }
            if object.kind == Kind::Column {
                let is_generated = column(before, &object).is_some_and(|it| it.generated.is_some());
                if is_generated && matches!(task, Task::Create(_)) {
                    vertices.push(Vertex {
                        object: object.clone(),
                        is_default: true,
                    });
                }
            }
            let needs: BTreeSet<Vertex> = vertices
                .iter()
                .flat_map(|it| self.needs_before.needs(it).cloned())
                .collect();
            let is_shell = matches!(task, Task::Create(_)) && self.comes_as_shell(&object);
            for on in needs {
                if is_shell && on.object.kind == Kind::Routine {
                    continue;
                }
                // A partition's index is attached later.
                let is_index = [&object, &on.object]
                    .iter()
                    .all(|it| it.kind == Kind::Index);
                if is_index && matches!(task, Task::Create(_)) {
                    continue;
                }
                self.wait_for(&on, &task, &object);
            }
            for first in [
                Task::Drop(object.clone()),
                Task::Aside(object.clone()),
                Task::Detach(object.clone()),
            ] {
                self.tasks.order(&first, &task);
            }
            if matches!(task, Task::SetDefault(_)) {
                for first in [
                    Task::DropDefault(object.clone()),
                    Task::Create(object.clone()),
                    Task::ColumnType(object.clone()),
                ] {
                    self.tasks.order(&first, &task);
                }
            }
            if matches!(task, Task::NotNull(_) | Task::Alter(_) | Task::Attach(_)) {
                self.tasks.order(&Task::Create(object.clone()), &task);
            }
            // Identity comes when the default has gone, and needs no `NOT NULL`.
            if matches!(task, Task::Alter(_)) {
                self.tasks.order(&Task::DropDefault(object.clone()), &task);
                self.tasks.order(&Task::ColumnType(object.clone()), &task);
            }
            if let Some(owner) = whole(&object, before) {
                if owner.kind == Kind::View && matches!(task, Task::Alter(_)) {
                    self.tasks.order(&Task::Alter(owner.clone()), &task);
                }
                self.tasks.order(&Task::Create(owner), &task);
            }
        }
    }

    fn wait_for(&mut self, on: &Vertex, task: &Task, object: &ObjectId) {
        let other = &on.object;
        // A sequence is made before the column that will own it; a table is
        // made with its columns.
        let is_owner = object.kind == Kind::Sequence && other.kind == Kind::Column;
        let is_own_part = whole(other, self.context.before).as_ref() == Some(object);
        if is_own_part || (is_owner && matches!(task, Task::Create(_))) {
            return;
        }
        for first in [Task::Create(other.clone()), Task::ColumnType(other.clone())] {
            self.tasks.order(&first, task);
        }
        let is_part_of_other = whole(object, self.context.before).as_ref() == Some(other)
            || self.completes(object, other);
        if matches!(task, Task::Create(_)) && !is_part_of_other {
            self.tasks.order(&Task::Alter(other.clone()), task);
        }
        if let Some(owner) = whole(other, self.context.before)
            && owner != *object
        {
            if owner.kind == Kind::View && matches!(task, Task::Create(_)) {
                self.tasks.order(&Task::Alter(owner.clone()), task);
            }
            self.tasks.order(&Task::Create(owner), task);
        }
    }

    /// A name is free when its old owner is gone.
    fn order_names(&mut self) {
        let key = |object: &ObjectId| {
            let is_relation = matches!(
                object.kind,
                Kind::Table
                    | Kind::View
                    | Kind::MaterializedView
                    | Kind::Sequence
                    | Kind::Index
                    | Kind::BaseType
                    | Kind::EnumType
                    | Kind::Domain
                    | Kind::CompositeType
                    | Kind::RangeType
            );
            is_relation
                .then(|| QualifiedName::of_name(&object.name))
                .flatten()
        };
        let mut holders: BTreeMap<QualifiedName, Vec<Task>> = BTreeMap::new();
        for task in self.tasks.all() {
            if let Task::Drop(object) | Task::Aside(object) = task
                && let Some(name) = key(object)
            {
                holders.entry(name).or_default().push(task.clone());
            }
        }
        let takers: Vec<(Task, QualifiedName)> = self
            .tasks
            .all()
            .filter_map(|task| match task {
                Task::Create(object) => Some((task.clone(), key(object)?)),
                _ => None,
            })
            .collect();
        for (task, name) in takers {
            for holder in holders.get(&name).into_iter().flatten() {
                self.tasks.order(holder, &task);
            }
        }
    }

    /// Rows come when their table stands and before anything that judges them.
    fn order_data(&mut self, data: &Data) {
        let tasks: Vec<Task> = data
            .keys()
            .map(|(phase, table)| Task::Data(*phase, table.clone()))
            .collect();
        for (task, ((phase, table), rows)) in tasks.iter().zip(data) {
            self.order_around_rows(task, table);
            for read in &rows.reads {
                self.tasks.order(task, &Task::Drop(read.clone()));
            }
            self.tasks.order(&Task::BeforeData, task);
            self.tasks.order(task, &Task::AfterData);
            for (other, (later, _)) in tasks.iter().zip(data.keys()) {
                if phase < later {
                    self.tasks.order(task, other);
                }
            }
            for key in foreign_keys(self.context.before, table) {
                let Some(parent) = key.references.as_ref().filter(|it| *it != table) else {
                    continue;
                };
                let parent = Task::Data(*phase, parent.clone());
                if matches!(phase, Phase::Inserts | Phase::Orphans) {
                    self.tasks.order(&parent, task);
                } else if *phase == Phase::Deletes {
                    self.tasks.order(task, &parent);
                }
            }
        }
    }

    fn order_around_rows(&mut self, task: &Task, table: &QualifiedName) {
        let before = self.context.before;
        let Some(id) = relation(before, table) else {
            return;
        };
        let mut first = vec![Task::Create(id)];
        let mut then = Vec::new();
        for column in before.columns_of(table) {
            first.push(Task::Create(column.id()));
            first.push(Task::ColumnType(column.id()));
            then.push(Task::Alter(column.id()));
            // Nulls may come where they were allowed.
            let not_null = Task::NotNull(column.id());
            if column.not_null {
                then.push(not_null);
            } else {
                first.push(not_null);
            }
        }
        let parts = before.parts_of(table).into_iter();
        then.extend(parts.filter(|it| it.kind != Kind::Column).map(Task::Create));
        let parts = self.context.after.parts_of(table).into_iter();
        first.extend(parts.filter(|it| it.kind != Kind::Column).map(Task::Drop));
        then.extend(self.tasks.all().filter_map(|it| match it {
            Task::Create(object) | Task::Alter(object) if object.kind == Kind::MaterializedView => {
                Some(it.clone())
            }
            _ => None,
        }));
        // Triggers are on again, keys are checked, before anything else is done
        // to the table.
        let after = Task::AfterData;
        for it in first {
            self.tasks.order(&it, task);
            self.tasks.order(&it, &Task::BeforeData);
        }
        for it in then {
            self.tasks.order(task, &it);
            self.tasks.order(&after, &it);
        }
    }

    /// A partition is attached with its rows, and before its table gets what
    /// partitions get from it.
    fn order_partitions(&mut self) {
        let before = self.context.before;
        let attached: Vec<ObjectId> = self
            .tasks
            .all()
            .filter_map(|it| match it {
                Task::Attach(object) if object.kind == Kind::Table => Some(object.clone()),
                _ => None,
            })
            .collect();
        for child in attached {
            let task = Task::Attach(child.clone());
            let Some(name) = QualifiedName::of_name(&child.name) else {
                continue;
            };
            for phase in [
                Phase::Values,
                Phase::Deletes,
                Phase::Inserts,
                Phase::Orphans,
            ] {
                self.tasks.order(&Task::Data(phase, name.clone()), &task);
            }
            self.tasks.order(&Task::AfterData, &task);
            for column in before.columns_of(&name) {
                self.tasks.order(&Task::NotNull(column.id()), &task);
            }
            let parents = before.tables.get(&name).map_or(&[][..], |it| &it.inherits);
            for parent in parents {
                let id = ObjectId {
                    kind: Kind::Table,
                    name: parent.clone().into(),
                };
                self.tasks.order(&Task::Create(id), &task);
                for part in before.parts_of(parent) {
                    if matches!(part.kind, Kind::Constraint | Kind::Index | Kind::Trigger) {
                        self.tasks.order(&task, &Task::Create(part));
                    }
                }
            }
            for part in before.parts_of(&name) {
                let attach = Task::Attach(part.clone());
                if part.kind == Kind::Index && self.tasks.contains(&attach) {
                    // What is there is attached with the partition.
                    self.tasks.order(&Task::Create(part), &task);
                    self.tasks.order(&task, &attach);
                } else if matches!(part.kind, Kind::Index | Kind::Constraint | Kind::Trigger) {
                    self.tasks.order(&task, &Task::Alter(part.clone()));
                    self.tasks.order(&task, &Task::Create(part));
                }
            }
        }
    }
}

fn column<'a>(snapshot: &'a Snapshot, object: &ObjectId) -> Option<&'a Column> {
    snapshot.columns.get(&MemberName::of_name(&object.name)?)
}

fn before_table<'a>(context: &Context<'a>, name: &QualifiedName) -> Option<&'a Table> {
    context.before.tables.get(name)
}

/// Returns whether a child's column has the default of the parent's.
fn same_default(object: &ObjectId, column: &Column, context: &Context<'_>) -> bool {
    let Some(name) = MemberName::of_name(&object.name) else {
        return false;
    };
    let table = context.before.tables.get(&name.relation());
    table.is_some_and(|it| {
        it.inherits.iter().any(|parent| {
            let of_parent = MemberName {
                schema: parent.schema.clone(),
                relation: parent.name.clone(),
                name: name.name.clone(),
            };
            let default = context.before.columns.get(&of_parent);
            default.and_then(kinds::default_value) == kinds::default_value(column)
        })
    })
}

/// Returns the foreign keys of a table.
pub(crate) fn foreign_keys<'a>(
    snapshot: &'a Snapshot,
    table: &'a QualifiedName,
) -> impl Iterator<Item = &'a Constraint> {
    snapshot
        .constraints_of(table)
        .filter(|it| it.r#type == ConstraintType::ForeignKey)
}

/// Replaces a whole line, with or without a comma behind it.
fn replace_line(text: &str, line: &str, with: &str) -> String {
    text.lines()
        .map(|it| {
            if it == line {
                with.to_owned()
            } else if it.strip_suffix(',') == Some(line) {
                format!("{with},")
            } else {
                it.to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Lets the first of tasks that wait for each other go ahead: a view with
/// nothing in it yet, a drop that takes the others with it.
fn untie(
    tasks: &mut Tasks,
    waiting: &BTreeSet<Task>,
    before: &Snapshot,
    after: &Snapshot,
) -> Option<Task> {
    let is_tied = |task: &&Task| tasks.waits_for(task, waiting).next().is_some();
    let view = waiting.iter().filter(is_tied).find_map(|task| match task {
        Task::Create(object) if object.kind == Kind::View => Some((task.clone(), object.clone())),
        _ => None,
    });
    if let Some((task, object)) = view
        && let Some(name) = QualifiedName::of_name(&object.name)
    {
        let columns: Vec<_> = before
            .columns_of(&name)
            .into_iter()
            .map(|it| format!("null::{} as {}", it.r#type, it.name))
            .collect();
        let stub = format!("create view {name} as\nselect {}", columns.join(", "));
        let real = tasks.statements_mut(&task).map(std::mem::take)?;
        let later = Task::Alter(object);
        let sql: Vec<_> = real
            .into_iter()
            .map(|it| it.replacen("create view", "create or replace view", 1))
            .collect();
        if let Some(statements) = tasks.statements_mut(&task) {
            statements.push(stub);
        }
        tasks.add(later, sql);
        return Some(task);
    }
    if let Some((task, sql)) = waiting.iter().filter(is_tied).find_map(|task| {
        Some((
            task.clone(),
            without_foreign_keys(tasks, task, waiting, after)?,
        ))
    }) {
        if let Some(statements) = tasks.statements_mut(&task) {
            statements.splice(0..0, sql);
        }
        return Some(task);
    }
    let drop = waiting.iter().filter(is_tied).find(|task| {
        matches!(task, Task::Drop(object) if matches!(object.kind, Kind::View | Kind::Routine))
    })?;
    let drop = drop.clone();
    if let Some(statements) = tasks.statements_mut(&drop) {
        for sql in statements {
            sql.push_str(" cascade");
        }
    }
    Some(drop)
}

/// Returns what drops the foreign keys of other tables that go, where nothing
/// else keeps a table from being dropped.
fn without_foreign_keys(
    tasks: &Tasks,
    drop: &Task,
    waiting: &BTreeSet<Task>,
    after: &Snapshot,
) -> Option<Vec<String>> {
    let table = dropped_table(drop)?;
    let mut sql = Vec::new();
    for first in tasks.waits_for(drop, waiting) {
        let other = dropped_table(first)?;
        let count = sql.len();
        let keys = foreign_keys(after, &other);
        sql.extend(
            keys.filter(|it| it.references.as_ref() == Some(&table))
                .map(|it| format!("alter table {other} drop constraint {}", it.name)),
        );
        if sql.len() == count {
            return None;
        }
    }
    Some(sql)
}

fn dropped_table(task: &Task) -> Option<QualifiedName> {
    match task {
        Task::Drop(object) if object.kind == Kind::Table => QualifiedName::of_name(&object.name),
        _ => None,
    }
}
