//! The looks that there are, their names, and how many texts each of them has.

use super::listed::closed;
use super::token::power;

/// Shorter texts have their number in base 36, for more of them.
const ROOMY: usize = 16;

/// What a text looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Look {
    Category,
    City,
    Code,
    /// `#rrggbb`.
    Colour,
    ColourName,
    Company,
    /// ISO 3166-1 alpha-2.
    Country,
    CountryName,
    Cron,
    /// ISO 4217.
    Currency,
    Department,
    Domain,
    Email,
    Emoji,
    FileName,
    FirstName,
    FullName,
    /// So many hexadecimal digits.
    Hash(usize),
    ImageUrl,
    Ipv4,
    Ipv6,
    JobTitle,
    /// ISO 639-1.
    Language,
    LastName,
    Locale,
    Mime,
    Number,
    Paragraph,
    Path,
    Phone,
    /// What the column is called, in words.
    Plain(String),
    PostalCode,
    ProductTitle,
    /// Three letters and a number.
    Reference([u8; 3]),
    Region,
    Sentence,
    Sku,
    Slug,
    Status,
    Street,
    TimeZone,
    Title,
    Token,
    Url,
    UserAgent,
    Username,
    Uuid,
    Version,
    Word,
}

/// Looks by the names that a configuration calls them.
const NAMES: &[(&str, Look)] = &[
    ("category", Look::Category),
    ("city", Look::City),
    ("code", Look::Code),
    ("colour", Look::Colour),
    ("colour-name", Look::ColourName),
    ("company", Look::Company),
    ("country", Look::Country),
    ("country-name", Look::CountryName),
    ("cron", Look::Cron),
    ("currency", Look::Currency),
    ("department", Look::Department),
    ("domain", Look::Domain),
    ("email", Look::Email),
    ("emoji", Look::Emoji),
    ("file-name", Look::FileName),
    ("first-name", Look::FirstName),
    ("full-name", Look::FullName),
    ("hash", Look::Hash(64)),
    ("image-url", Look::ImageUrl),
    ("ipv4", Look::Ipv4),
    ("ipv6", Look::Ipv6),
    ("job-title", Look::JobTitle),
    ("language", Look::Language),
    ("last-name", Look::LastName),
    ("locale", Look::Locale),
    ("md5", Look::Hash(32)),
    ("mime", Look::Mime),
    ("number", Look::Number),
    ("paragraph", Look::Paragraph),
    ("path", Look::Path),
    ("phone", Look::Phone),
    ("postal-code", Look::PostalCode),
    ("product-title", Look::ProductTitle),
    ("reference", Look::Reference(*b"REF")),
    ("region", Look::Region),
    ("sentence", Look::Sentence),
    ("sha1", Look::Hash(40)),
    ("sku", Look::Sku),
    ("slug", Look::Slug),
    ("status", Look::Status),
    ("street", Look::Street),
    ("time-zone", Look::TimeZone),
    ("title", Look::Title),
    ("token", Look::Token),
    ("url", Look::Url),
    ("user-agent", Look::UserAgent),
    ("username", Look::Username),
    ("uuid", Look::Uuid),
    ("version", Look::Version),
    ("word", Look::Word),
];

impl Look {
    /// Returns the look of a name such as `full-name`; `_` is as good as `-`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = name.replace('_', "-");
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, look)| look.clone())
    }

    /// Returns the names that looks have, in order.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// Returns how many distinct texts there can be: numbers below that never
    /// make the same one.
    pub(crate) fn domain(&self, longest: Option<usize>) -> u64 {
        let room = longest.map_or(u64::MAX, |it| power(self.base(longest), it));
        let own = match self {
            Self::Hash(digits) => power(16, *digits),
            Self::Token => u64::MAX,
            Self::Code => power(36, 12),
            Self::Phone | Self::PostalCode => power(10, 13),
            Self::Ipv4 | Self::Colour => 1 << 24,
            Self::Ipv6 => 1 << 48,
            Self::Uuid => 1 << 60,
            Self::Cron => super::coded::CRONS,
            look => match closed(look) {
                Some(list) if list.fits(longest) => list.len(),
                _ => u64::MAX,
            },
        };
        own.min(room).max(1)
    }

    /// Returns the base that the number is written in. It depends on nothing
    /// that differs between rows.
    pub(super) fn base(&self, longest: Option<usize>) -> u64 {
        match self {
            Self::Hash(_) => 16,
            Self::Number | Self::Phone | Self::PostalCode | Self::Reference(_) | Self::Version => {
                10
            }
            look if look.is_for_people() && roomy(longest) => 10,
            _ => 36,
        }
    }

    /// Whether a person reads it as text, to whom `k3f` is no number.
    fn is_for_people(&self) -> bool {
        matches!(
            self,
            Self::Category
                | Self::City
                | Self::ColourName
                | Self::Company
                | Self::Department
                | Self::FirstName
                | Self::FullName
                | Self::JobTitle
                | Self::LastName
                | Self::Paragraph
                | Self::Plain(_)
                | Self::ProductTitle
                | Self::Region
                | Self::Sentence
                | Self::Sku
                | Self::Status
                | Self::Street
                | Self::Title
                | Self::UserAgent
                | Self::Word
        )
    }
}

/// Returns whether there is room for decimal digits.
pub(super) fn roomy(longest: Option<usize>) -> bool {
    longest.is_none_or(|it| it >= ROOMY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_lead_to_looks() {
        let names: Vec<_> = Look::names().collect();
        assert!(names.is_sorted());
        for name in names {
            assert_eq!(Look::named(name), Look::named(&name.replace('-', "_")));
            assert!(Look::named(name).is_some());
        }
        assert_eq!(Look::named("full_name"), Some(Look::FullName));
        assert_eq!(Look::named("nothing"), None);
    }
}
