//! The properties of a catalog that a way back may lose, each with the query
//! that tells it.

const FILE: &str = include_str!("../../sql/reverse_properties.sql");
const MARK: &str = "-- property: ";
/// The one that no way back by DDL can keep when a column in the middle goes.
pub(super) const ORDER: &str = "column order";

/// A property and the query whose answer is one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Property {
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
}

pub(super) fn all() -> Vec<Property> {
    FILE.split(MARK)
        .skip(1)
        .filter_map(|part| part.split_once('\n'))
        .map(|(name, sql)| Property {
            name: name.trim(),
            sql: sql.trim(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_property_has_a_name_of_its_own_and_one_query() {
        let properties = all();
        let names: BTreeSet<_> = properties.iter().map(|it| it.name).collect();
        assert_eq!(names.len(), properties.len());
        assert!(names.contains(ORDER));
        for property in properties {
            assert!(property.sql.starts_with("select "), "{}", property.name);
            assert_eq!(
                property.sql.matches(';').count(),
                1 + property.sql.matches("'; '").count(),
                "{}",
                property.name
            );
        }
    }
}
