//! Arrays, composite types and vectors.

use super::{Spot, edges, plain};
use crate::datum::Datum;
use crate::types::ValueType;

/// Returns two plain elements.
pub(super) fn list(element: &ValueType, spot: &Spot<'_>) -> Datum {
    let second = Spot {
        salt: spot.salt + 1,
        ..*spot
    };
    Datum::List(vec![plain(element, spot), plain(element, &second)])
}

/// Returns no elements, a null among them, and elements from the edge.
pub(super) fn lists(element: &ValueType, spot: &Spot<'_>) -> Vec<Datum> {
    let mut lists = vec![Datum::List(Vec::new())];
    if !element.refuses_null() {
        lists.push(Datum::List(vec![plain(element, spot), Datum::Null]));
    }
    let mut odd = edges(element, spot);
    odd.truncate(4);
    if !odd.is_empty() {
        lists.push(Datum::List(odd));
    }
    lists
}

pub(super) fn record(fields: &[ValueType], spot: &Spot<'_>) -> Datum {
    let fields = fields.iter().enumerate();
    Datum::Record(fields.map(|(n, it)| plain(it, &spot.part(n))).collect())
}

/// Returns records of edge values, and one of nulls.
pub(super) fn records(fields: &[ValueType], spot: &Spot<'_>) -> Vec<Datum> {
    let mut records: Vec<_> = (0..2)
        .map(|round| {
            let fields = fields.iter().enumerate();
            Datum::Record(
                fields
                    .map(|(n, it)| {
                        let edges = edges(it, &spot.part(n));
                        let edge = edges.get(round).cloned();
                        edge.unwrap_or_else(|| plain(it, &spot.part(n)))
                    })
                    .collect(),
            )
        })
        .collect();
    if !fields.iter().any(ValueType::refuses_null) {
        records.push(Datum::Record(vec![Datum::Null; fields.len()]));
    }
    records
}

/// Returns a vector whose length is not zero.
pub(super) fn vector(dimensions: usize, spot: &Spot<'_>) -> Datum {
    let chance = spot.chance();
    let numbers: Vec<_> = (0..dimensions)
        .map(|it| format!("0.{}", chance.at(it).below(9) + 1))
        .collect();
    Datum::Raw(format!("[{}]", numbers.join(",")))
}

pub(super) fn vectors(dimensions: usize) -> Vec<Datum> {
    let of = |number: &str| Datum::Raw(format!("[{}]", vec![number; dimensions].join(",")));
    vec![of("0"), of("-1")]
}
