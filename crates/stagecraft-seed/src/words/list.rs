//! The files of words, and that they never change.

use std::sync::LazyLock;

/// Words of a file.
pub(crate) type List = LazyLock<Vec<&'static str>>;

/// Returns the lines of a frozen file, without its header.
pub(super) fn lines(text: &'static str) -> Vec<&'static str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

macro_rules! lists {
    ($($name:ident = $file:literal;)*) => {
        $(
            #[doc = concat!("Words of `", $file, "`.")]
            pub(crate) static $name: List = LazyLock::new(|| lines(include_str!($file)));
        )*

        #[cfg(test)]
        const FILES: &[(&str, &str)] = &[$(($file, include_str!($file))),*];
    };
}

lists! {
    ADJECTIVES = "adjectives.txt";
    ADVERBS = "adverbs.txt";
    CATEGORIES = "categories.txt";
    COLOURS = "colours.txt";
    COMPANY_KINDS = "company_kinds.txt";
    COMPANY_WORDS = "company_words.txt";
    CURRENCIES = "currencies.txt";
    DEPARTMENTS = "departments.txt";
    DOMAINS = "domains.txt";
    EMOJI = "emoji.txt";
    FILE_KINDS = "file_kinds.txt";
    JOB_TITLES = "job_titles.txt";
    LANGUAGES = "languages.txt";
    MIME_TYPES = "mime_types.txt";
    NOUNS = "nouns.txt";
    PRODUCT_ADJECTIVES = "product_adjectives.txt";
    PRODUCT_NOUNS = "product_nouns.txt";
    STATUSES = "statuses.txt";
    STREETS = "streets.txt";
    TIME_ZONES = "time_zones.txt";
    USER_AGENTS = "user_agents.txt";
    VERBS = "verbs.txt";
}

#[cfg(test)]
mod tests {
    use super::*;

    const MORE: &[(&str, &str)] = &[
        ("cities.txt", include_str!("cities.txt")),
        ("countries.txt", include_str!("countries.txt")),
        ("first_names.txt", include_str!("first_names.txt")),
        ("last_names.txt", include_str!("last_names.txt")),
    ];

    /// A changed hash is a changed file, and that is a new engine version.
    #[test]
    fn the_files_are_frozen() {
        let mut hashes = String::new();
        for (file, text) in FILES.iter().chain(MORE) {
            let hash = blake3::hash(text.as_bytes()).to_hex();
            hashes.push_str(&format!("{} {file}\n", hash.split_at(32).0));
        }
        insta::assert_snapshot!(hashes, @r"
a99fda36704b5d829c43d568a36d4012 adjectives.txt
a23bf05d1345631b74d8851a2c594eeb adverbs.txt
532ddf849244a2261d523269ceafaec1 categories.txt
c565a9dd8840e1954949b90192a614a7 colours.txt
3f7daaddd9498e20013c3ac08717372f company_kinds.txt
14fe77535f0c8e23ca14b0260d5144a7 company_words.txt
10c1d23cf9abce164d49160a87162af2 currencies.txt
46b2dcaf8f709d287aaff0847ee4b4f9 departments.txt
426646ea155e3b3153943b41085ca7fd domains.txt
19483ed2efc87114f641c6f00725d6b7 emoji.txt
d7814ed8ce931c0802967a164f22b23a file_kinds.txt
e95a6b4bb1eb9915ca57827e730d7baf job_titles.txt
debb6c653ead9b3f1e25c1336818fdca languages.txt
ff316e0a7a7fdce893494a6dea41004e mime_types.txt
c3b328f791bf0274561187739a099098 nouns.txt
3cb494b204a318637aad17f5917afffa product_adjectives.txt
421fce6d1075d961782fc48db2fcdca0 product_nouns.txt
0d305b89dd831c73e3954bbd8381c1d6 statuses.txt
afef487f4a3bfa0eccba8d5c1578cdf2 streets.txt
ec2e474d37826f0d70cf96d1a36926bc time_zones.txt
68da7a3ecd52bc2e915ff00a5da613e5 user_agents.txt
a99f0d205c7031a224cec660c9a00caf verbs.txt
9e571a79539c3971e4a6cacf9728afb7 cities.txt
8138a5d14828627be4dab9de863a13ef countries.txt
348f1787db32d0f6915a2f9f020812c5 first_names.txt
8cfc237a9b5be3686aeef2685b11af13 last_names.txt
");
    }

    #[test]
    fn every_line_is_one_clean_word_and_the_only_such() {
        for (file, text) in FILES.iter().chain(MORE) {
            assert!(text.starts_with("# Frozen"), "{file}");
            let mut words = lines(text);
            assert!(!words.is_empty(), "{file}");
            assert!(words.iter().all(|it| it.trim() == *it), "{file}");
            words.sort_unstable();
            assert!(words.windows(2).all(|it| it[0] != it[1]), "{file}");
        }
    }

    /// Words that get a number behind them must not end in one.
    #[test]
    fn words_that_are_numbered_have_no_digits() {
        for list in [
            &CATEGORIES,
            &DEPARTMENTS,
            &JOB_TITLES,
            &NOUNS,
            &STATUSES,
            &COLOURS,
        ] {
            let digits = |it: &&str| it.contains(|it: char| it.is_ascii_digit());
            assert!(!list.iter().any(digits));
        }
    }
}
