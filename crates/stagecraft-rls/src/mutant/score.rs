//! What a run of mutants says about the probes.

use serde::{Deserialize, Serialize};

use super::Direction;

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is the same as no mutant.
    Equivalent,
    /// It is the same as another mutant.
    Duplicate,
    /// Its statements fail.
    Stillborn,
    /// A probe noticed it.
    Killed,
    /// No probe noticed it, and no row is known that would show it.
    Survived,
    /// No probe noticed it, and a row is there that shows it.
    SurvivedWithWitness,
}

/// What became of mutants of one direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// All of them.
    pub generated: usize,
    /// Those that are the same as no mutant.
    pub equivalent: usize,
    /// Those that are the same as another.
    pub duplicate: usize,
    /// Those whose statements failed.
    pub stillborn: usize,
    /// Those that a probe noticed.
    pub killed: usize,
    /// Those that no probe noticed, shown by a row or not.
    pub survived: usize,
    /// Those of the survivors that a row shows.
    pub survived_with_witness: usize,
}

impl Score {
    /// Counts one.
    pub fn add(&mut self, outcome: Outcome) {
        self.generated += 1;
        match outcome {
            Outcome::Equivalent => self.equivalent += 1,
            Outcome::Duplicate => self.duplicate += 1,
            Outcome::Stillborn => self.stillborn += 1,
            Outcome::Killed => self.killed += 1,
            Outcome::Survived => self.survived += 1,
            Outcome::SurvivedWithWitness => {
                self.survived += 1;
                self.survived_with_witness += 1;
            }
        }
    }

    /// Returns how many could have been noticed.
    pub fn counted(&self) -> usize {
        self.killed + self.survived
    }

    /// Returns the share of those that were, in whole per cent, rounded down;
    /// nothing where none could.
    pub fn percent(&self) -> Option<usize> {
        (self.killed * 100).checked_div(self.counted())
    }
}

/// What became of all mutants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// Those that let more in: what they show is leaks that nobody would notice.
    pub weakening: Score,
    /// Those that let less in: what they show is probes that would pass on
    /// anything.
    pub strengthening: Score,
    /// Those that do some of both. Of a survivor a witness tells which:
    /// [`Answer::direction`](super::witness::Answer::direction).
    pub either: Score,
    /// Those that change nothing: here a kill is a fault of the run.
    pub controls: Score,
}

impl Scores {
    /// Counts one.
    pub fn add(&mut self, direction: Direction, outcome: Outcome) {
        match direction {
            Direction::Weakens => self.weakening.add(outcome),
            Direction::Strengthens => self.strengthening.add(outcome),
            Direction::Either => self.either.add(outcome),
            Direction::Neutral => self.controls.add(outcome),
        }
    }

    /// Returns whether the run is good: no leak that a row shows went
    /// unnoticed, and no change of nothing was noticed.
    pub fn gate(&self) -> bool {
        self.weakening.survived_with_witness == 0
            && self.either.survived_with_witness == 0
            && self.controls.killed == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leak_with_a_witness_and_a_killed_control_close_the_gate() {
        let mut scores = Scores::default();
        scores.add(Direction::Weakens, Outcome::Killed);
        scores.add(Direction::Weakens, Outcome::Survived);
        scores.add(Direction::Weakens, Outcome::Equivalent);
        scores.add(Direction::Strengthens, Outcome::SurvivedWithWitness);
        scores.add(Direction::Neutral, Outcome::Survived);
        assert!(scores.gate());
        assert_eq!(scores.weakening.percent(), Some(50));
        assert_eq!(scores.either.percent(), None);
        for (direction, outcome) in [
            (Direction::Weakens, Outcome::SurvivedWithWitness),
            (Direction::Neutral, Outcome::Killed),
        ] {
            let mut scores = scores;
            scores.add(direction, outcome);
            assert!(!scores.gate());
        }
    }
}
