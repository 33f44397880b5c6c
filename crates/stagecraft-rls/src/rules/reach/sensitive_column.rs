//! A column with secrets that the API can read.

use stagecraft_model::Severity;

use crate::facts::{ColumnFacts, PolicyCommand, Relation, Role};
use crate::rules::who::{list, who};
use crate::rules::{Hit, Rule, Scope};

/// What nobody reads back, not even whom it belongs to. Lower case, underscores
/// left out; sorted.
const SECRETS: &[&str] = &[
    "accesstoken",
    "apisecret",
    "appsecret",
    "backupcodes",
    "clientsecret",
    "encryptedpassword",
    "encryptionkey",
    "hashedpassword",
    "jwtsecret",
    "mfasecret",
    "oauthtoken",
    "otpsecret",
    "passphrase",
    "passwd",
    "password",
    "passworddigest",
    "passwordhash",
    "passwordresettoken",
    "passwordsalt",
    "privatekey",
    "recoverycodes",
    "refreshtoken",
    "resettoken",
    "secret",
    "secretkey",
    "servicerolekey",
    "sessiontoken",
    "signingsecret",
    "totpsecret",
    "twofactorsecret",
    "webhooksecret",
];

/// What its person, or the server, may well read, and nobody else. Sorted.
const GUARDED: &[&str] = &[
    "accountnumber",
    "apikey",
    "authcode",
    "authkey",
    "backupcode",
    "bankaccount",
    "bankaccountnumber",
    "bearertoken",
    "cardnumber",
    "ccnumber",
    "certificate",
    "creditcard",
    "creditcardnumber",
    "cvc",
    "cvn",
    "cvv",
    "driverlicense",
    "driverslicense",
    "healthrecord",
    "iban",
    "imei",
    "insurancenumber",
    "jwt",
    "licensekey",
    "licensenumber",
    "macaddress",
    "medicalrecord",
    "nationalid",
    "otp",
    "passportid",
    "passportnumber",
    "patientid",
    "pwd",
    "recoverycode",
    "routingnumber",
    "sessionid",
    "sessionkey",
    "sessionsecret",
    "socialsecurity",
    "socialsecuritynumber",
    "sshkey",
    "ssn",
    "taxid",
    "token",
    "verificationcode",
];

pub(super) const RULE: Rule = Rule {
    id: "S16",
    name: "sensitive-column-readable",
    severity: Severity::Warning,
    splinter: Some("0023_sensitive_columns_exposed"),
    summary: "The API can read a column that by its name holds a password, a token or a number of \
              a person.",
    why: "Policies choose rows, not columns: whoever sees a row reads all that is granted of it. \
          It is an error where row security is off, so that everybody sees every row.",
    help: "move the column to a table that the API does not reach; or revoke SELECT on the table \
           and grant it on the other columns (revoking one column alone changes nothing while the \
           table's grant stands)",
    bad: "create table public.accounts (id uuid primary key, owner uuid not null, password_hash text);
          create index on public.accounts (owner);
          alter table public.accounts enable row level security;
          create policy own on public.accounts for select to authenticated
            using (owner = (select auth.uid()))",
    good: "create table public.accounts (id uuid primary key, owner uuid not null, password_hash text);
           create index on public.accounts (owner);
           alter table public.accounts enable row level security;
           create policy own on public.accounts for select to authenticated
             using (owner = (select auth.uid()));
           revoke select on public.accounts from anon, authenticated;
           grant select (id, owner) on public.accounts to authenticated",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| it.kind.has_policies())
        .filter_map(|table| {
            let mut roles = scope.entering(table);
            if table.rls {
                roles.retain(|it| sees_rows(scope, table, it));
            }
            let columns: Vec<_> = table
                .columns
                .iter()
                .filter(|it| is_sensitive(it, table.rls))
                .map(|it| &it.name)
                .filter(|name| {
                    roles
                        .iter()
                        .any(|it| table.grants_column(&it.name, "SELECT", name))
                })
                .collect();
            if columns.is_empty() {
                return None;
            }
            roles.retain(|role| {
                columns
                    .iter()
                    .any(|it| table.grants_column(&role.name, "SELECT", it))
            });
            let hit = Hit::new(
                &table.name,
                format!(
                    "{} can read {} of {}",
                    who(&roles),
                    list(columns),
                    table.name
                ),
            );
            Some(if table.rls {
                hit
            } else {
                hit.severity(Severity::Error)
            })
        })
        .collect()
}

fn is_sensitive(column: &ColumnFacts, rls: bool) -> bool {
    let name = column.name.as_str().to_lowercase().replace('_', "");
    let holds = |list: &[&str]| list.binary_search(&name.as_str()).is_ok();
    let flag = column.base_type == "boolean"
        || column.base_type == "date"
        || column.base_type.starts_with("timestamp");
    !flag && (holds(SECRETS) || (!rls && holds(GUARDED)))
}

fn sees_rows(scope: &Scope<'_>, table: &Relation, role: &Role) -> bool {
    scope.facts.policies_of(&table.name).any(|it| {
        it.permissive
            && it.using.as_deref().is_some_and(|it| it != "false")
            && it.command.covers(PolicyCommand::Select)
            && it.applies_to(role)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(SECRETS.is_sorted());
        assert!(GUARDED.is_sorted());
    }
}
