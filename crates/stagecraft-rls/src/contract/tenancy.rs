//! How a database knows which tenants are a caller's.

use serde::Deserialize;

/// How a database knows which tenants are a caller's.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenancy {
    /// The claim that carries the tenant's id, as `app_metadata.tenant_id`.
    pub claim: Option<String>,
    /// The table that says who belongs where.
    pub membership: Option<Membership>,
    /// The type of tenants' ids; `uuid` unless given.
    #[serde(rename = "type")]
    pub data_type: Option<String>,
    /// An expression that returns the caller's tenant, or an array of them, as
    /// the database sees it: compared with the contract before any probe.
    pub echo: Option<String>,
}

impl Tenancy {
    /// Returns the type of tenants' ids.
    pub fn data_type(&self) -> &str {
        self.data_type.as_deref().unwrap_or("uuid")
    }
}

/// The table that says who belongs where.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The table, qualified.
    pub table: String,
    /// Its column of the tenant.
    pub tenant: String,
    /// Its column of the user.
    pub user: String,
    /// Its column of the member's role, for levels such as `own_tenant:editor`.
    pub role: Option<String>,
    /// The roles from the least to the most powerful. Each may do what those
    /// before it may.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Which rows count: SQL over the table's columns.
    #[serde(rename = "where")]
    pub filter: Option<String>,
}

impl Membership {
    /// Returns a query of the tenants in which `user` (an SQL expression) holds
    /// at least `role`.
    pub fn tenants_of(&self, user: &str, role: Option<&str>) -> String {
        let mut sql = format!(
            "select {} from {} where {} = {user}",
            self.tenant, self.table, self.user
        );
        if let Some(filter) = &self.filter {
            sql.push_str(&format!(" and ({filter})"));
        }
        if let (Some(role), Some(column)) = (role, &self.role) {
            let enough: Vec<_> = self
                .roles
                .iter()
                .skip_while(|it| *it != role)
                .map(|it| stagecraft_model::quote_literal(it))
                .collect();
            let enough = if enough.is_empty() {
                stagecraft_model::quote_literal(role)
            } else {
                enough.join(", ")
            };
            sql.push_str(&format!(" and {column}::text in ({enough})"));
        }
        sql
    }
}
