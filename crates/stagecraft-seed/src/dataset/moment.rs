//! Dates and moments: which of a row's comes before which, by their names.

/// Words of columns, by when in a row's life they are: 0 is its beginning.
const RANKS: &[(u8, &[&str])] = &[
    (
        1,
        &[
            "started",
            "submitted",
            "sent",
            "requested",
            "invited",
            "scheduled",
            "published",
            "confirmed",
            "approved",
            "accepted",
            "joined",
            "first",
            "opened",
            "begins",
            "starts",
            "start",
            "from",
            "verified",
            "paid",
        ],
    ),
    (
        2,
        &[
            "updated",
            "modified",
            "changed",
            "edited",
            "last",
            "seen",
            "viewed",
            "decided",
            "reviewed",
            "responded",
            "read",
            "delivered",
            "applied",
            "used",
            "synced",
            "shipped",
        ],
    ),
    (
        3,
        &[
            "ended",
            "end",
            "ends",
            "closed",
            "completed",
            "finished",
            "resolved",
            "cancelled",
            "canceled",
            "audited",
            "failed",
            "until",
            "to",
            "due",
        ],
    ),
    (
        4,
        &[
            "deleted",
            "archived",
            "revoked",
            "removed",
            "expires",
            "expired",
            "expiry",
            "expire",
            "banned",
            "learned",
            "disabled",
            "suspended",
        ],
    ),
];

/// Returns when in a row's life a column's moment is.
pub(crate) fn rank(name: &str) -> u8 {
    let name = name.to_ascii_lowercase();
    name.split(['_', ' '])
        .filter_map(|word| RANKS.iter().find(|it| it.1.contains(&word)).map(|it| it.0))
        .max()
        .unwrap_or(0)
}

/// Returns the share of rows in which such a moment is null, if it may be.
pub(crate) fn null_share(rank: u8) -> f64 {
    match rank {
        0 => 0.05,
        1 | 2 => 0.3,
        3 => 0.5,
        _ => 0.9,
    }
}
