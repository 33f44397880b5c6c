//! What every crate's error can be asked: whose turn is it, and what to do.

use std::borrow::Cow;

/// Who has to act on an error; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorClass {
    /// The call, its configuration or an input file is wrong: exit code 2.
    Usage,
    /// Vault, network, server, disk or a missing program: exit code 3.
    Environment,
}

/// An error that a command can report.
///
/// `Display` is a lower-case fragment without its source and without a final
/// period; the printer walks `source()`. A finding is not a fault: a migration
/// that fails is reported in a document.
pub trait Fault: std::error::Error + Send + Sync + 'static {
    /// Returns who has to act.
    fn class(&self) -> ErrorClass;

    /// Returns one sentence on what to do, if there is one.
    fn hint(&self) -> Option<Cow<'static, str>> {
        None
    }
}

/// Any fault, on its way to the person who ran the command. Not an error
/// itself, so that `?` turns every [`Fault`] into one.
#[derive(Debug)]
pub struct Failure(pub Box<dyn Fault>);

impl<F: Fault> From<F> for Failure {
    fn from(fault: F) -> Self {
        Self(Box::new(fault))
    }
}
