//! Comments that say how a file is to be run.

/// What Stagecraft reads in any comment before the first statement.
const OURS: &str = "stagecraft: no-transaction";

/// What the Supabase CLI reads in the first line.
const THEIRS: &str = "-- pg-delta: transaction=false";

/// Returns whether a comment before the first statement asks for no
/// transaction; `at_start` says that the file begins with it.
pub(super) fn no_transaction(comment: &str, at_start: bool) -> bool {
    let text = comment
        .trim_start_matches(['-', '/', '*'])
        .trim_end_matches(['*', '/'])
        .trim();
    text == OURS || (at_start && comment == THEIRS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_exact() {
        assert!(no_transaction("-- stagecraft: no-transaction", false));
        assert!(no_transaction("/* stagecraft: no-transaction */", false));
        assert!(no_transaction("-- pg-delta: transaction=false", true));
        assert!(!no_transaction("-- pg-delta: transaction=false", false));
        assert!(!no_transaction("-- not stagecraft: no-transaction", true));
    }
}
