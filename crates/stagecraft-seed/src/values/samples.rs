//! Types that are known by samples only.

use super::Spot;
use crate::datum::Datum;

/// A type's name, a plain value with `{n}` for the row's number, edge values.
struct Sample(&'static str, &'static str, &'static [&'static str]);

const SAMPLES: &[Sample] = &[
    Sample(
        "inet",
        "192.0.2.{n}",
        &["2001:db8::1", "0.0.0.0/0", "::ffff:10.0.0.1/128"],
    ),
    Sample("cidr", "10.0.{n}.0/24", &["2001:db8::/32", "0.0.0.0/0"]),
    Sample(
        "macaddr",
        "08:00:2b:01:02:{x}",
        &["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"],
    ),
    Sample(
        "macaddr8",
        "08:00:2b:01:02:03:04:{x}",
        &["00:00:00:00:00:00:00:00"],
    ),
    Sample(
        "time with time zone",
        "10:{m}:00+02",
        &["24:00:00-15:59", "00:00:00+15:59"],
    ),
    Sample("pg_lsn", "0/{n}", &["0/0", "FFFFFFFF/FFFFFFFF"]),
    Sample(
        "xml",
        "<value n=\"{n}\"/>",
        &["", "<a>é &amp; <b/></a>", "text &lt; text"],
    ),
    Sample(
        "tsvector",
        "'word':1 'value{n}':2A",
        &["", "'a ''quoted'' word':3,5B"],
    ),
    Sample(
        "tsquery",
        "'word' & 'value{n}'",
        &["", "!'a' | ('b' <-> 'c':*)"],
    ),
    Sample("jsonpath", "$.\"n\"", &["strict $[*] ? (@ > 1)"]),
    Sample(
        "point",
        "({n},1)",
        &["(0,0)", "(1e+300,-1e-300)", "(NaN,Infinity)"],
    ),
    Sample("box", "(1,1),({n},2)", &["(0,0),(0,0)"]),
    Sample("line", "{1,-1,{n}}", &["{0,1,0}"]),
    Sample("lseg", "[(0,0),({n},1)]", &["[(0,0),(0,0)]"]),
    Sample("path", "((0,0),({n},1),(1,1))", &["[(0,0)]"]),
    Sample("polygon", "((0,0),({n},1),(1,1))", &["((0,0))"]),
    Sample("circle", "<(0,0),{n}>", &["<(0,0),0>", "<(0,0),Infinity>"]),
    Sample("oid", "{n}", &["0", "4294967295"]),
    Sample("xid", "{n}", &["0", "4294967295"]),
    Sample("xid8", "{n}", &["0", "18446744073709551615"]),
    Sample("cid", "{n}", &["0"]),
    Sample("tid", "({n},1)", &["(0,0)"]),
    Sample("pg_snapshot", "10:20:10,14", &["1:1:"]),
    Sample("txid_snapshot", "10:20:10,14", &["1:1:"]),
    Sample("regclass", "pg_catalog.pg_class", &["-"]),
    Sample("regtype", "pg_catalog.int4", &["-"]),
    Sample("regproc", "pg_catalog.now", &["-"]),
    Sample("regprocedure", "pg_catalog.now()", &["-"]),
    Sample("regoper", "pg_catalog.||/", &["-"]),
    Sample("regoperator", "pg_catalog.+(integer,integer)", &["-"]),
    Sample("regrole", "postgres", &["-"]),
    Sample("regnamespace", "pg_catalog", &["-"]),
    Sample("regconfig", "pg_catalog.simple", &["-"]),
    Sample("regdictionary", "pg_catalog.simple", &["-"]),
    Sample("regcollation", "pg_catalog.\"C\"", &["-"]),
    Sample("aclitem", "postgres=r/postgres", &["=r/postgres"]),
    Sample("refcursor", "cursor_{n}", &[""]),
    Sample("int2vector", "1 {n}", &[""]),
    Sample("oidvector", "1 {n}", &[""]),
    // Of extensions.
    Sample("hstore", "\"n\"=>\"{n}\"", &["", "\"a \\\"b\\\"\"=>NULL"]),
    Sample("ltree", "top.value_{n}", &["", "a"]),
    Sample("lquery", "top.*", &["*"]),
    Sample("ltxtquery", "top & value", &["!a"]),
    Sample("cube", "({n},1)", &["(0)"]),
    Sample("seg", "1 .. {n}", &["0"]),
    Sample("sparsevec", "{1:{n}}/3", &["{}/3"]),
    Sample("geometry", "POINT({n} 1)", &["POINT(0 0)"]),
    Sample("geography", "POINT({m} 1)", &["POINT(0 0)"]),
    Sample("box2d", "BOX(0 0,{n} 1)", &[]),
    Sample("box3d", "BOX3D(0 0 0,{n} 1 1)", &[]),
    Sample("semver", "1.{n}.0", &["0.0.0"]),
    Sample("isbn13", "978-0-393-04002-9", &[]),
];

/// What an unknown type may read, one for each attempt.
const GUESSES: [&str; 8] = ["{n}", "", "0", "{}", "a", "[]", "(1,1)", "1"];

pub(super) fn plain(name: &str, spot: &Spot<'_>) -> Datum {
    let sample = SAMPLES.iter().find(|it| it.0 == name).map_or_else(
        || {
            GUESSES
                .get(spot.salt % GUESSES.len())
                .copied()
                .unwrap_or_default()
        },
        |it| it.1,
    );
    let number = spot.number() + 1;
    Datum::Raw(
        sample
            .replace("{n}", &(number % 250).to_string())
            .replace("{m}", &format!("{:02}", number % 60))
            .replace("{x}", &format!("{:02x}", number % 256)),
    )
}

pub(super) fn edges(name: &str) -> Vec<Datum> {
    SAMPLES
        .iter()
        .filter(|it| it.0 == name)
        .flat_map(|it| it.2)
        .map(|it| Datum::Raw((*it).to_owned()))
        .collect()
}
