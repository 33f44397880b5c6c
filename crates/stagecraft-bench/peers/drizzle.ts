// Seeds sql/seed_peers.sql with drizzle-seed: rows of tenants, users, orders.
import { drizzle } from 'drizzle-orm/node-postgres';
import { bigint, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { seed } from 'drizzle-seed';
import pg from 'pg';

const id = () => bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity();
const time = () => timestamp({ withTimezone: true }).notNull().defaultNow();

const tenants = pgTable('tenants', {
  id: id(),
  name: text().notNull(),
  plan: text({ enum: ['free', 'pro', 'enterprise'] }).notNull(),
  created_at: time(),
});

const users = pgTable('users', {
  id: id(),
  tenant_id: bigint({ mode: 'number' }).notNull().references(() => tenants.id),
  email: text().notNull().unique(),
  full_name: text().notNull(),
  role: text({ enum: ['owner', 'admin', 'member'] }).notNull(),
  created_at: time(),
  updated_at: time(),
});

const orders = pgTable('orders', {
  id: id(),
  tenant_id: bigint({ mode: 'number' }).notNull().references(() => tenants.id),
  user_id: bigint({ mode: 'number' }).notNull().references(() => users.id),
  status: text({ enum: ['draft', 'placed', 'paid', 'cancelled'] }).notNull(),
  amount: numeric({ precision: 12, scale: 2 }).notNull(),
  created_at: time(),
  updated_at: time(),
});

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const [ofTenants, ofUsers, ofOrders] = process.argv.slice(2).map(Number);
try {
  await seed(drizzle({ client: pool }), { tenants, users, orders }, { seed: 42 }).refine(() => ({
    tenants: { count: ofTenants },
    users: { count: ofUsers },
    orders: { count: ofOrders },
  }));
} catch (error) {
  // The statement and all of its values stand in the message of the outer error.
  console.error(String(error.cause ?? error).split('\n')[0]);
  process.exitCode = 1;
} finally {
  await pool.end();
}
