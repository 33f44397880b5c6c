//! Composes the acts of a rehearsal, and the umbrella command.
