//! Where to look in a list of rising numbers: a guess from a table, put right
//! step by step, instead of a search that halves and mispredicts.

/// How many guesses there are.
const GUESSES: usize = 1024;
const GUESSES_F64: f64 = 1024.0;

/// For each part of what a list sums up to, where it stands in the list.
#[derive(Debug, Clone)]
pub(super) struct Guide(Vec<u16>);

impl Guide {
    /// Of numbers that rise from 0 up to `total`.
    pub(super) fn new(numbers: &(impl Iterator<Item = f64> + Clone), total: f64) -> Self {
        let guess = |part: usize| {
            #[expect(clippy::cast_precision_loss, reason = "parts are few")]
            let until = total * (part as f64 / GUESSES_F64);
            let count = numbers.clone().take_while(|it| *it <= until).count();
            u16::try_from(count).unwrap_or(u16::MAX)
        };
        Self((0..GUESSES).map(guess).collect())
    }

    /// Returns how many items at the start of the list are `below`, as
    /// `partition_point` does; `share` is about which part of the total is
    /// looked for, and only makes it faster.
    #[inline]
    pub(super) fn up_to<T>(&self, list: &[T], below: impl Fn(&T) -> bool, share: f64) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "`as` stays within what there is"
        )]
        let part = (share * GUESSES_F64) as usize;
        let guess = self.0.get(part.min(GUESSES - 1)).copied();
        let mut at = usize::from(guess.unwrap_or_default()).min(list.len());
        while list.get(at).is_some_and(&below) {
            at += 1;
        }
        while at > 0 && !list.get(at - 1).is_some_and(&below) {
            at -= 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_halving_finds() {
        for list in [
            vec![],
            vec![0.0],
            vec![0.0, 0.0, 5.0, 5.0, 7.5, 1e3],
            (0..600).map(|it| f64::from(it * it)).collect(),
        ] {
            let total = list.last().copied().unwrap_or(1.0) + 1.0;
            let guide = Guide::new(&list.iter().copied(), total);
            for wanted in list.iter().flat_map(|it| [it - 0.1, *it, it + 0.1]) {
                let below = |it: &f64| *it <= wanted;
                for share in [wanted / total, 0.0, 1.0, 0.5, f64::NAN, -1.0] {
                    assert_eq!(
                        guide.up_to(&list, below, share),
                        list.partition_point(below)
                    );
                }
            }
        }
    }
}
