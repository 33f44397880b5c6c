//! Reading a profile, and saying where it is wrong.

mod column;
mod fields;
mod recipe;
mod scalar;
mod table;

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::name::qualified;
use super::place::Place;
use super::{Profile, ProfileError, Scale, Tenants};
use fields::{Value, entries, refuse_unknown};

impl Profile {
    /// Reads a profile; `file` is what errors call it.
    pub fn parse(file: &str, text: &str) -> Result<Self, ProfileError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let place = Place::new(file, text);
        let document = DeTable::parse(text).map_err(|error| place.unreadable(&error))?;
        let document = document.get_ref();
        refuse_unknown(
            &place,
            document,
            "a profile",
            &["version", "seed", "as_of", "tenants", "scales", "table"],
        )?;
        match document.get("version") {
            Some(version) => {
                let number = scalar::whole(&place, version, "`version`")?;
                if number != 1 {
                    return Err(place.error(
                        version.span(),
                        format!("version {number} is not known; this is version 1"),
                    ));
                }
            }
            None => return Err(place.error(0..0, "a profile begins with `version = 1`")),
        }
        let mut profile = Self {
            file: file.to_owned(),
            ..Self::default()
        };
        if let Some(seed) = document.get("seed") {
            profile.seed = scalar::whole(&place, seed, "`seed`")?;
        }
        if let Some(as_of) = document.get("as_of") {
            profile.as_of = scalar::moment(&place, as_of, "`as_of`")?;
        }
        if let Some(it) = document.get("tenants") {
            profile.tenants = tenants(&place, it)?;
        }
        if let Some(it) = document.get("scales") {
            profile.scales = scales(&place, it)?;
        }
        if let Some(it) = document.get("table") {
            tables(&place, it, &mut profile)?;
        }
        Ok(profile)
    }
}

fn tenants(place: &Place<'_>, value: &Value<'_>) -> Result<Tenants, ProfileError> {
    let table = fields::table(place, value, "[tenants]")?;
    refuse_unknown(place, table, "[tenants]", &["root", "skew", "also"])?;
    let mut tenants = Tenants::default();
    if let Some(root) = table.get("root") {
        tenants.root = Some(scalar::table_name(place, root, "`root`")?);
        tenants.root_at = Some(place.span(root.span()));
    }
    if let Some(skew) = table.get("skew") {
        tenants.skew = scalar::number_in(place, skew, "`skew`", "from 0 to 10", |it| {
            (0.0..=10.0).contains(&it)
        })?;
    }
    if let Some(also) = table.get("also") {
        let Some(names) = also.get_ref().as_array() else {
            return Err(scalar::other_type(
                place,
                also,
                "`also`",
                "a list of tables",
            ));
        };
        for name in names {
            tenants
                .also
                .push(scalar::table_name(place, name, "each of `also`")?);
        }
        tenants.also_at = Some(place.span(also.span()));
    }
    Ok(tenants)
}

/// Words of `rows` that a scale can't be called.
const RESERVED: [&str; 3] = ["per_tenant", "per", "ratio"];

fn scales(place: &Place<'_>, value: &Value<'_>) -> Result<BTreeMap<String, Scale>, ProfileError> {
    let mut scales = BTreeMap::new();
    for (name, span, value) in entries(fields::table(place, value, "[scales]")?) {
        if RESERVED.contains(&name) {
            return Err(place.error(
                span,
                format!("a scale can't be called `{name}`: in `rows` that means something else"),
            ));
        }
        let what = format!("the scale `{name}`");
        let table = fields::table(place, value, &what)?;
        refuse_unknown(place, table, &what, &["tenants", "factor"])?;
        let Some(tenants) = table.get("tenants") else {
            return Err(place.error(value.span(), format!("{what} needs `tenants`: how many?")));
        };
        let count = scalar::whole(place, tenants, "`tenants`")?;
        if count == 0 {
            return Err(place.error(tenants.span(), format!("{what} needs one tenant at least")));
        }
        let factor = match table.get("factor") {
            Some(it) => scalar::number_in(place, it, "`factor`", "above 0", |it| it > 0.0)?,
            None => 1.0,
        };
        scales.insert(
            name.to_owned(),
            Scale {
                tenants: count,
                factor,
            },
        );
    }
    Ok(scales)
}

fn tables(place: &Place<'_>, value: &Value<'_>, profile: &mut Profile) -> Result<(), ProfileError> {
    for (key, span, value) in entries(fields::table(place, value, "[table]")?) {
        let Some(name) = qualified(key) else {
            // `[table.public.orders]` is a table `orders` of a table `public`.
            let inner = value.get_ref().as_table();
            let named = inner.and_then(|it| {
                let mut names = entries(it).into_iter();
                names.find(|(name, _, it)| it.get_ref().is_table() && !table::FIELDS.contains(name))
            });
            let meant = match named {
                Some((name, ..)) => format!("{key}.{name}"),
                None => format!("public.{key}"),
            };
            return Err(place.error(
                span,
                format!(
                    "`{key}` is no table's name with its schema; both are one key, in quotes: \
                     [table.\"{meant}\"]"
                ),
            ));
        };
        let entry = table::read(place, &name, span.clone(), value, &profile.scales)?;
        if let Some(other) = profile.tables.insert(name.clone(), entry) {
            let line = other.at.map_or(0, |it| it.line);
            return Err(place.error(
                span,
                format!("{name} has an entry already, in line {line}; say all of it in one"),
            ));
        }
    }
    Ok(())
}
