//! A small shop: customers, their orders, and what an order consists of.

use stagecraft_copy::{Codec, ColumnJob, Cursor, Job, Rows, TableJob, Value};
use stagecraft_model::QualifiedName;

pub(crate) const SCHEMA: &str = "
    create table customers (
        id bigint generated always as identity primary key, name text not null unique,
        joined timestamptz not null
    );
    create table orders (
        id bigserial primary key, customer_id bigint not null references customers,
        total numeric(12, 2) not null check (total >= 0), note text
    );
    create index orders_by_customer on orders (customer_id);
    comment on index orders_by_customer is 'for the list';
    create table items (
        order_id bigint not null references orders, line int not null, data jsonb not null,
        constraint items_pkey primary key (order_id, line) include (data)
    );";

pub(crate) fn job(rows: u64) -> Job {
    let table = |name: &str, columns: Vec<ColumnJob>, rows, after| TableJob {
        name: QualifiedName::new("public", name),
        columns,
        rows,
        after,
        in_order: false,
        late: None,
    };
    let mut customer = ColumnJob::new("id", Codec::Int8);
    customer.always_identity = true;
    Job {
        emptied: Vec::new(),
        fingerprint: format!("shop of {rows}"),
        tables: vec![
            table(
                "customers",
                vec![
                    customer,
                    ColumnJob::new("name", Codec::Text),
                    ColumnJob::new("joined", Codec::Timestamp),
                ],
                rows / 10,
                vec![],
            ),
            table(
                "orders",
                vec![
                    ColumnJob::new("id", Codec::Int8),
                    ColumnJob::new("customer_id", Codec::Int8),
                    ColumnJob::new("total", Codec::Numeric),
                    ColumnJob::new("note", Codec::Text),
                ],
                rows,
                vec![0],
            ),
            table(
                "items",
                vec![
                    ColumnJob::new("order_id", Codec::Int8),
                    ColumnJob::new("line", Codec::Int4),
                    ColumnJob::new("data", Codec::Jsonb),
                ],
                rows / 2,
                vec![1],
            ),
        ],
    }
}

/// Makes the shop's rows.
pub(crate) struct Shop {
    pub(crate) customers: u64,
    /// This order has a total that the check forbids.
    pub(crate) bad: Option<u64>,
}

impl Shop {
    pub(crate) fn of(rows: u64) -> Self {
        Self {
            customers: rows / 10,
            bad: None,
        }
    }
}

impl Rows for Shop {
    fn cursor(&self, table: usize) -> Box<dyn Cursor + '_> {
        Box::new(ShopCursor { shop: self, table })
    }
}

struct ShopCursor<'a> {
    shop: &'a Shop,
    table: usize,
}

impl Cursor for ShopCursor<'_> {
    fn row(&mut self, number: u64, values: &mut [Value]) {
        let id = i64::try_from(number).unwrap() + 1;
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        match self.table {
            0 => {
                values[0] = Value::Int(id);
                let name = values[1].text_slot();
                name.push_str("customer\t");
                name.push_str(&id.to_string());
                values[2] = Value::Timestamp(id * 1_000_003);
            }
            1 => {
                values[0] = Value::Int(id);
                let customer = mixed % self.shop.customers;
                values[1] = Value::Int(i64::try_from(customer).unwrap() + 1);
                let units = i128::from(mixed % 100_000);
                values[2] = Value::Decimal {
                    units: if self.shop.bad == Some(number) {
                        -1
                    } else {
                        units
                    },
                    scale: 2,
                };
                values[3] = Value::Null;
                if mixed.is_multiple_of(3) {
                    values[3].text_slot().push_str("a note, \"quoted\" \\ 🎭");
                }
            }
            _ => {
                values[0] = Value::Int(id);
                values[1] = Value::Int(1);
                let data = values[2].text_slot();
                data.push_str("{\"n\": ");
                data.push_str(&id.to_string());
                data.push('}');
            }
        }
    }
}
