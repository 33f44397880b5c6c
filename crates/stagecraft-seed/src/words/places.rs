//! Cities and the countries that they are in.

use std::sync::LazyLock;

use super::list::lines;

/// A country with what its people use.
#[derive(Debug)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-2.
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    /// ISO 4217.
    pub(crate) currency: &'static str,
    /// ISO 639-1.
    pub(crate) language: &'static str,
    /// What its telephone numbers start with, after the `+`.
    pub(crate) dial: &'static str,
}

/// A city and where it is.
#[derive(Debug)]
pub(crate) struct City {
    pub(crate) name: &'static str,
    pub(crate) region: &'static str,
    pub(crate) country: &'static Country,
}

/// Countries, by code.
pub(crate) static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    lines(include_str!("countries.txt"))
        .into_iter()
        .filter_map(country)
        .collect()
});
/// Cities, by country.
pub(crate) static CITIES: LazyLock<Vec<City>> = LazyLock::new(|| {
    lines(include_str!("cities.txt"))
        .into_iter()
        .filter_map(city)
        .collect()
});

fn country(line: &'static str) -> Option<Country> {
    let mut parts = line.split(';');
    Some(Country {
        code: parts.next()?,
        name: parts.next()?,
        currency: parts.next()?,
        language: parts.next()?,
        dial: parts.next()?,
    })
}

fn city(line: &'static str) -> Option<City> {
    let mut parts = line.split(';');
    let name = parts.next()?;
    let code = parts.next()?;
    Some(City {
        name,
        region: parts.next()?,
        country: COUNTRIES.iter().find(|it| it.code == code)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{CURRENCIES, LANGUAGES};
    use super::*;

    #[test]
    fn every_line_is_read() {
        assert_eq!(lines(include_str!("cities.txt")).len(), CITIES.len());
        assert_eq!(lines(include_str!("countries.txt")).len(), COUNTRIES.len());
    }

    #[test]
    fn countries_use_what_is_listed_and_each_has_a_city() {
        for country in COUNTRIES.iter() {
            assert!(CURRENCIES.contains(&country.currency), "{country:?}");
            assert!(LANGUAGES.contains(&country.language), "{country:?}");
            assert!(CITIES.iter().any(|it| it.country.code == country.code));
        }
    }

    /// A telephone number can be taken apart only when no country's prefix
    /// starts another's.
    #[test]
    fn no_dial_code_starts_another() {
        for one in COUNTRIES.iter() {
            for other in COUNTRIES.iter() {
                assert!(one.dial == other.dial || !other.dial.starts_with(one.dial));
            }
        }
    }
}
