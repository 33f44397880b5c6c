//! What the rows of a table are, as far as its name says, and what that says of
//! its columns.

use super::look::Look;

/// What the rows of a table are, by the last word of its name.
const TABLES: &[(&[&str], Rows)] = &[
    (
        &[
            "product", "item", "article", "variant", "good", "part", "asset", "material",
        ],
        Rows::Products,
    ),
    (
        &[
            "account",
            "user",
            "person",
            "people",
            "customer",
            "employee",
            "contact",
            "member",
            "profile",
            "author",
            "patient",
            "student",
            "teacher",
            "guest",
            "lead",
            "driver",
            "client",
            "candidate",
            "applicant",
            "staff",
            "worker",
            "passenger",
            "player",
            "owner",
            "agent",
            "doctor",
            "subscriber",
            "participant",
            "attendee",
        ],
        Rows::People,
    ),
    (
        &[
            "company",
            "organization",
            "organisation",
            "org",
            "shop",
            "store",
            "team",
            "tenant",
            "vendor",
            "supplier",
            "brand",
            "merchant",
            "manufacturer",
            "workspace",
            "business",
            "agency",
            "partner",
            "publisher",
            "club",
            "restaurant",
            "hotel",
            "clinic",
            "school",
        ],
        Rows::Companies,
    ),
    (
        &[
            "tag",
            "category",
            "genre",
            "topic",
            "label",
            "collection",
            "group",
            "type",
            "kind",
            "subject",
            "industry",
        ],
        Rows::Categories,
    ),
    (
        &[
            "address",
            "location",
            "site",
            "warehouse",
            "branch",
            "venue",
        ],
        Rows::Addresses,
    ),
    (
        &[
            "file",
            "document",
            "attachment",
            "image",
            "upload",
            "object",
            "media",
        ],
        Rows::Files,
    ),
    (&["country"], Rows::Countries),
    (&["currency"], Rows::Currencies),
    (&["language", "locale"], Rows::Languages),
    (&["city", "town"], Rows::Cities),
    (&["region", "state", "province"], Rows::Regions),
    (&["department", "division"], Rows::Departments),
    (&["color", "colour"], Rows::Colours),
    (&["job", "position", "vacancy", "role"], Rows::Jobs),
    (&["version", "release"], Rows::Versions),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    Addresses,
    Categories,
    Cities,
    Colours,
    Companies,
    Countries,
    Currencies,
    Departments,
    Files,
    Jobs,
    Languages,
    People,
    Products,
    Regions,
    Versions,
}

/// Returns what the rows of a table are whose name ends in a word.
pub(super) fn known(word: &str) -> Option<Rows> {
    let found = TABLES.iter().find(|(names, _)| names.contains(&word));
    found.map(|(_, rows)| *rows)
}

/// Returns what a column of known rows is where the column's name alone says
/// too little.
pub(super) fn of_rows(rows: Rows, column: &str) -> Option<Look> {
    Some(match (rows, column) {
        (Rows::Products, "name" | "title" | "label") => Look::ProductTitle,
        (Rows::Products, "code" | "number") => Look::Sku,
        (Rows::People, "name") => Look::FullName,
        (Rows::People | Rows::Jobs, "title") | (Rows::Jobs, "name") => Look::JobTitle,
        (Rows::Companies, "name" | "title" | "legal_name" | "display_name") => Look::Company,
        (Rows::Companies, "handle" | "login") => Look::Slug,
        (Rows::Categories, "name" | "title" | "label") => Look::Category,
        (Rows::Addresses, "state") | (Rows::Regions, "name") => Look::Region,
        (Rows::Addresses | Rows::Cities, "name") => Look::City,
        (Rows::Files, "name" | "title") => Look::FileName,
        (Rows::Countries, "name") => Look::CountryName,
        (Rows::Countries, "code" | "iso" | "iso2" | "id") => Look::Country,
        (Rows::Currencies, "code" | "iso" | "id") => Look::Currency,
        (Rows::Languages, "code" | "iso" | "id") => Look::Language,
        (Rows::Departments, "name") => Look::Department,
        (Rows::Versions, "num" | "number") => Look::Version,
        (Rows::Colours, "name") => Look::ColourName,
        (Rows::Colours, "code" | "value" | "hex") => Look::Colour,
        _ => return None,
    })
}
