//! Every column of every catalog is read, or left out for a reason.

use std::collections::BTreeMap;

use stagecraft_catalog::{Kind, query};

/// Catalogs that are content, say how far something has come, or only hold what
/// belongs together; those of a whole cluster are left out, too.
const CATALOGS: [&str; 7] = [
    "pg_depend",
    "pg_init_privs",
    "pg_largeobject",
    "pg_largeobject_metadata",
    "pg_statistic",
    "pg_statistic_ext_data",
    "pg_subscription_rel",
];

/// What the server's own descriptions say: `pg_get_constraintdef()` and the like.
const DESCRIBED: &str = "
    amoppurpose conbin condeferrable condeferred conenforced conexclop confdelsetcols confdeltype
    conffeqop confkey confmatchtype confupdtype conkey connoinherit conperiod conpfeqop conppeqop
    ev_action ev_qual ev_type is_instead indclass indcollation indimmediate indisexclusion
    indisprimary indkey indnatts indnkeyatts indnullsnotdistinct indoption indpred partattrs
    partclass partcollation partexprs partnatts partrelid partstrat proallargtypes proargdefaults
    proargmodes proargnames pronargdefaults pronargs proretset prorettype provariadic stxexprs
    stxkeys stxkind tgargs tgattr tgconstrindid tgconstrrelid tgdeferrable tginitdeferred tgnargs
    tgnewtable tgoldtable tgqual tgtype umserver umuser
";

/// What follows from other columns: of the type, the parents, the operator.
const DERIVED: &str = "
    amoplefttype amopmethod amoprighttype attalign attbyval atthasdef attinhcount attlen attndims
    coninhcount oprkind partdefid relchecks relhasindex relhasrules relhassubclass relhastriggers
    relisshared relnatts typndims
";

/// What is only where things are stored, how much there is, or how far it has come.
const PHYSICAL: &str = "
    attcacheoff atthasmissing attmissingval collversion indcheckxmin indislive relallfrozen
    relallvisible relfilenode relfrozenxid relminmxid relpages relrewrite reltuples subskiplsn
";

/// What is the extension's own, and what is a secret.
const NOBODYS: &str = "extcondition extconfig extrelocatable subconninfo";

#[tokio::test]
async fn every_column_of_every_catalog_is_read_or_left_out_for_a_reason() {
    let queries: String = Kind::ALL.iter().map(|it| query(*it)).collect();
    let left_out = [DESCRIBED, DERIVED, PHYSICAL, NOBODYS].concat();
    let known: Vec<&str> = queries
        .split(|it: char| !it.is_ascii_alphanumeric() && it != '_')
        .chain(left_out.split_whitespace())
        .collect();
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let client = stagecraft_testkit::admin_client(&sandbox).await;
        let rows = client
            .query(
                "select c.relname::text, a.attname::text
                from pg_class as c join pg_attribute as a on a.attrelid = c.oid
                where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r'
                    and (not c.relisshared or c.relname = 'pg_subscription')
                    and c.relname <> all ($1) and a.attnum > 0",
                &[&CATALOGS.as_slice()],
            )
            .await
            .unwrap();
        let mut unknown: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in &rows {
            let (catalog, column): (String, String) = (row.get(0), row.get(1));
            if !known.contains(&column.as_str()) {
                unknown.entry(catalog).or_default().push(column);
            }
        }
        assert!(!rows.is_empty());
        assert!(unknown.is_empty(), "on {major}: {unknown:#?}");
    }
}
