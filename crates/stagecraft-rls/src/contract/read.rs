//! Reading a contract, and saying where it is wrong.

use std::borrow::Cow;
use std::ops::Range;

use stagecraft_model::{ErrorClass, Fault, LineIndex};

use super::{Actor, Contract, Entry, Level};

/// A contract that can't be read, with the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct ContractError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Fault for ContractError {
    fn class(&self) -> ErrorClass {
        ErrorClass::Usage
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        None
    }
}

impl Contract {
    /// Reads a contract; `file` is what errors call it.
    pub fn parse(file: &str, text: &str) -> Result<Self, ContractError> {
        let text = without_mark(text);
        let place = Place { file, text };
        if text.trim().is_empty() {
            return Err(place.error(
                0..0,
                "the contract is empty; it begins with `version = 1`, `schemas` and [actors]",
            ));
        }
        let contract: Self = toml::from_str(text).map_err(|error| place.unreadable(&error))?;
        place.refuse(&contract)?;
        place.check(&contract)?;
        Ok(contract)
    }
}

/// Returns a text without a byte order mark: places are counted from behind it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

pub(super) struct Place<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> Place<'a> {
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>) -> ContractError {
        let index = LineIndex::new(self.text);
        ContractError {
            file: self.file.to_owned(),
            line: index.line(span.start),
            column: index.column(span.start),
            message: message.into(),
        }
    }

    fn unreadable(&self, error: &toml::de::Error) -> ContractError {
        let span = error.span().unwrap_or(0..0);
        let message = match (error.message().trim(), self.text.get(span.clone())) {
            ("duplicate key", Some(key)) => format!("duplicate key `{key}`"),
            (message, _) => message.to_owned(),
        };
        self.error(span, message)
    }

    fn check(&self, contract: &Contract) -> Result<(), ContractError> {
        if *contract.version.get_ref() != 1 {
            return Err(self.error(
                contract.version.span(),
                format!(
                    "version {} is not known; this is version 1",
                    contract.version.get_ref()
                ),
            ));
        }
        for actor in contract.actors.values() {
            self.check_actor(contract, actor.get_ref())?;
        }
        for (_, entry) in contract.relations() {
            self.check_entry(contract, entry)?;
        }
        for entry in contract.function.values() {
            for call in &entry.calls {
                match call.gives.get_ref().parse() {
                    Ok(Level::None | Level::All) => {}
                    Ok(Level::OwnTenant(role)) => {
                        self.check_role(contract, role.as_deref(), call.gives.span())?;
                        if call.tenant.is_none() {
                            return Err(self.error(
                                call.gives.span(),
                                "`own_tenant` needs `tenant`: whose data do the arguments ask for?",
                            ));
                        }
                    }
                    Ok(level) => {
                        return Err(self.error(
                            call.gives.span(),
                            format!("a call gives none, all or own_tenant, not `{level}`"),
                        ));
                    }
                    Err(message) => return Err(self.error(call.gives.span(), message)),
                }
                if let Some(tenant) = &call.tenant {
                    self.check_tenant(contract, tenant)?;
                }
            }
        }
        for waiver in &contract.waive {
            let waiver = waiver.get_ref();
            if waiver.reason.get_ref().trim().is_empty() {
                return Err(self.error(waiver.reason.span(), "a waiver needs a reason"));
            }
            if let (Some(Err(error)), Some(until)) = (waiver.last_day(), &waiver.until) {
                return Err(self.error(
                    until.span(),
                    format!(
                        "`{}` is no date such as 2027-01-01: {error}",
                        until.get_ref()
                    ),
                ));
            }
        }
        Ok(())
    }

    fn check_actor(&self, contract: &Contract, actor: &Actor) -> Result<(), ContractError> {
        for tenant in actor.tenants.iter().flatten() {
            self.check_tenant(contract, tenant)?;
        }
        Ok(())
    }

    fn check_tenant(
        &self,
        contract: &Contract,
        tenant: &toml::Spanned<String>,
    ) -> Result<(), ContractError> {
        if contract.tenants.contains_key(tenant.get_ref()) {
            return Ok(());
        }
        let known: Vec<_> = contract.tenants.keys().map(String::as_str).collect();
        Err(self.error(
            tenant.span(),
            format!(
                "no tenant is called `{}`; [tenants] has {}",
                tenant.get_ref(),
                if known.is_empty() {
                    "none".to_owned()
                } else {
                    known.join(", ")
                }
            ),
        ))
    }

    fn check_entry(&self, contract: &Contract, entry: &Entry) -> Result<(), ContractError> {
        let roles = contract.roles();
        for (principal, permissions) in &entry.permissions {
            let name = principal.get_ref();
            if !contract.actors.contains_key(name) && !roles.contains(name) {
                return Err(self.error(
                    principal.span(),
                    format!("`{name}` is no actor of this contract, no actor's role, and no field of an entry"),
                ));
            }
            for cell in [
                &permissions.select,
                &permissions.insert,
                &permissions.update,
                &permissions.delete,
            ]
            .into_iter()
            .flatten()
            {
                let span = principal.span();
                match &cell.level {
                    Level::OwnTenant(role) => {
                        self.check_role(contract, role.as_deref(), span.clone())?;
                        if entry.tenant.is_none() {
                            return Err(self.error(
                                span,
                                "`own_tenant` needs `tenant`: which column holds it?",
                            ));
                        }
                    }
                    Level::OwnRow(role) => {
                        self.check_role(contract, role.as_deref(), span.clone())?;
                        if entry.owner.is_none() {
                            return Err(
                                self.error(span, "`own_row` needs `owner`: which column holds it?")
                            );
                        }
                        if role.is_some() && entry.tenant.is_none() {
                            return Err(self.error(
                                span,
                                "a role needs `tenant`: in which tenant is it held?",
                            ));
                        }
                    }
                    Level::None | Level::All | Level::Rows(_) => {}
                }
            }
        }
        Ok(())
    }

    fn check_role(
        &self,
        contract: &Contract,
        role: Option<&str>,
        span: Range<usize>,
    ) -> Result<(), ContractError> {
        let Some(role) = role else { return Ok(()) };
        let Some(membership) = contract
            .tenancy
            .membership
            .as_ref()
            .filter(|it| it.role.is_some())
        else {
            return Err(self.error(
                span,
                format!("`{role}`: roles need [tenancy.membership] with `role`"),
            ));
        };
        if membership.roles.iter().any(|it| it == role) {
            return Ok(());
        }
        Err(self.error(
            span,
            format!(
                "`{role}` is not among the roles of [tenancy.membership]: {}",
                membership.roles.join(", ")
            ),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_windows_make_no_difference() {
        let text = "version = 1\r\nschemas = []\r\n[actors]\r\nanon = { rol = 'anon' }\r\n";
        let error = Contract::parse("rls.toml", text).unwrap_err();
        assert_eq!((error.line, error.column), (4, 10));
    }
}
