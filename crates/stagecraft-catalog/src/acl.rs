//! Who may do what with an object.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use stagecraft_model::Ident;

/// What can be granted; spelled in SQL as it is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of GRANT say it")]
pub enum Privilege {
    Select,
    Insert,
    Update,
    Delete,
    Truncate,
    References,
    Trigger,
    Maintain,
    Usage,
    Execute,
    Create,
    Connect,
    Temporary,
    Set,
    AlterSystem,
}

/// Each privilege with its letter in an `aclitem` and its word in `GRANT`.
const PRIVILEGES: [(Privilege, char, &str); 15] = [
    (Privilege::Select, 'r', "SELECT"),
    (Privilege::Insert, 'a', "INSERT"),
    (Privilege::Update, 'w', "UPDATE"),
    (Privilege::Delete, 'd', "DELETE"),
    (Privilege::Truncate, 'D', "TRUNCATE"),
    (Privilege::References, 'x', "REFERENCES"),
    (Privilege::Trigger, 't', "TRIGGER"),
    (Privilege::Maintain, 'm', "MAINTAIN"),
    (Privilege::Usage, 'U', "USAGE"),
    (Privilege::Execute, 'X', "EXECUTE"),
    (Privilege::Create, 'C', "CREATE"),
    (Privilege::Connect, 'c', "CONNECT"),
    (Privilege::Temporary, 'T', "TEMPORARY"),
    (Privilege::Set, 's', "SET"),
    (Privilege::AlterSystem, 'A', "ALTER SYSTEM"),
];

impl Privilege {
    /// Returns the word of `GRANT`.
    pub fn as_str(self) -> &'static str {
        PRIVILEGES
            .iter()
            .find(|(privilege, ..)| *privilege == self)
            .map_or("", |(_, _, word)| word)
    }

    fn letter(self) -> char {
        PRIVILEGES
            .iter()
            .find(|(privilege, ..)| *privilege == self)
            .map_or('?', |(_, letter, _)| *letter)
    }

    fn of_letter(letter: char) -> Option<Self> {
        PRIVILEGES
            .iter()
            .find(|(_, it, _)| *it == letter)
            .map(|(privilege, ..)| *privilege)
    }
}

/// To whom privileges were granted, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grantee {
    /// The role; `None` is `PUBLIC`.
    pub role: Option<Ident>,
    /// The role in whose name it was granted.
    pub grantor: Ident,
}

impl fmt::Display for Grantee {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.role {
            Some(role) => write!(formatter, "{role} by {}", self.grantor),
            None => write!(formatter, "PUBLIC by {}", self.grantor),
        }
    }
}

/// What a grantee may do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Privileges {
    /// What was granted.
    pub granted: BTreeSet<Privilege>,
    /// What may be granted on.
    pub grantable: BTreeSet<Privilege>,
}

/// Writes `SELECT, INSERT*`; a star means `WITH GRANT OPTION`.
impl fmt::Display for Privileges {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, privilege) in self.granted.iter().enumerate() {
            let comma = if n == 0 { "" } else { ", " };
            let star = if self.grantable.contains(privilege) {
                "*"
            } else {
                ""
            };
            write!(formatter, "{comma}{}{star}", privilege.as_str())?;
        }
        Ok(())
    }
}

/// All grants on an object, the owner's usual ones spelled out.
///
/// In documents a list of PostgreSQL's `aclitem`s, `anon=ar*/postgres`, in a
/// fixed order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acl(BTreeMap<Grantee, Privileges>);

impl Acl {
    /// Returns what each grantee may do.
    pub fn grants(&self) -> &BTreeMap<Grantee, Privileges> {
        &self.0
    }

    /// Returns whether nobody was granted anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the grants of another list.
    pub fn merge(&mut self, other: &Self) {
        for (grantee, privileges) in &other.0 {
            let merged = self.0.entry(grantee.clone()).or_default();
            merged.granted.extend(&privileges.granted);
            merged.grantable.extend(&privileges.grantable);
        }
    }

    /// Removes what another list grants, grant options with it.
    pub fn subtract(&mut self, other: &Self) {
        for (grantee, theirs) in &other.0 {
            if let Some(ours) = self.0.get_mut(grantee) {
                ours.granted.retain(|it| !theirs.granted.contains(it));
                ours.grantable.retain(|it| !theirs.granted.contains(it));
            }
        }
        self.0.retain(|_, it| !it.granted.is_empty());
    }

    /// Removes what another list does not grant.
    pub fn intersect(&mut self, other: &Self) {
        self.0.retain(|grantee, ours| {
            let theirs = other.0.get(grantee);
            let is_theirs = |it: &Privilege| theirs.is_some_and(|list| list.granted.contains(it));
            ours.granted.retain(is_theirs);
            ours.grantable.retain(is_theirs);
            !ours.granted.is_empty()
        });
    }

    /// Sets what a grantee may do.
    pub fn insert(&mut self, grantee: Grantee, privileges: Privileges) {
        self.0.insert(grantee, privileges);
    }

    /// Returns the grants as they are after `ALTER … OWNER TO`.
    #[must_use]
    pub fn with_owner(self, old: &Ident, new: &Ident) -> Self {
        let renamed = |role: Ident| if role == *old { new.clone() } else { role };
        let mut grants: BTreeMap<Grantee, Privileges> = BTreeMap::new();
        for (grantee, privileges) in self.0 {
            let grantee = Grantee {
                role: grantee.role.map(renamed),
                grantor: renamed(grantee.grantor),
            };
            let merged = grants.entry(grantee).or_default();
            merged.granted.extend(privileges.granted);
            merged.grantable.extend(privileges.grantable);
        }
        Self(grants)
    }

    fn add(&mut self, item: &str) -> Option<()> {
        let (role, rest) = name(item)?;
        let (letters, grantor) = rest.strip_prefix('=')?.split_once('/')?;
        let (grantor, rest) = name(grantor)?;
        if !rest.is_empty() {
            return None;
        }
        let grantee = Grantee {
            role: (!role.is_empty()).then(|| Ident::new(role)),
            grantor: Ident::new(grantor),
        };
        let privileges = self.0.entry(grantee).or_default();
        let mut last = None;
        for letter in letters.chars() {
            if letter == '*' {
                privileges.grantable.insert(last?);
            } else {
                let privilege = Privilege::of_letter(letter)?;
                privileges.granted.insert(privilege);
                last = Some(privilege);
            }
        }
        Some(())
    }
}

/// Takes a role's name off the front, as `aclitemout()` quotes it.
fn name(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find(['=', '/']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        return Some((name.to_owned(), rest));
    };
    let mut name = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        name.push_str(part);
        match after.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => return Some((name, after)),
        }
    }
}

fn quoted(name: &str) -> String {
    let plain = name
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'_');
    if plain {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

impl Serialize for Acl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(grantee, privileges)| {
            let mut item = grantee
                .role
                .as_ref()
                .map_or_else(String::new, |it| quoted(it.as_str()));
            item.push('=');
            for privilege in &privileges.granted {
                item.push(privilege.letter());
                if privileges.grantable.contains(privilege) {
                    item.push('*');
                }
            }
            item.push('/');
            item.push_str(&quoted(grantee.grantor.as_str()));
            item
        }))
    }
}

/// Reads `aclitem`s in any order; `null` is nobody.
impl<'de> Deserialize<'de> for Acl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Option::<Vec<String>>::deserialize(deserializer)?.unwrap_or_default();
        let mut acl = Self::default();
        for item in items {
            acl.add(&item)
                .ok_or_else(|| serde::de::Error::custom(format!("`{item}` is not an aclitem")))?;
        }
        Ok(acl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_round_trip_whatever_roles_are_called() {
        let text = r#"["=r/postgres","anon=ar*wdDxt/postgres","\"a=b/\"\"c\"=U/\"ż ółw\""]"#;
        let acl: Acl = serde_json::from_str(text).unwrap();
        let odd = Grantee {
            role: Some(Ident::new("a=b/\"c")),
            grantor: Ident::new("ż ółw"),
        };
        assert_eq!(acl.grants()[&odd].to_string(), "USAGE");
        let again = serde_json::to_string(&acl).unwrap();
        assert_eq!(serde_json::from_str::<Acl>(&again).unwrap(), acl);
        assert!(again.contains("anon=r*awdDxt/postgres"), "{again}");
    }

    #[test]
    fn what_is_no_item_is_refused() {
        for item in ["anon", "anon=r", "anon=%/postgres", "\"anon=r/postgres"] {
            assert!(Acl::default().add(item).is_none(), "{item}");
        }
    }
}
