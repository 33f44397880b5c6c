// Seeds sql/seed_peers.sql with @snaplet/seed: rows of tenants, users, orders.
import { createSeedClient } from '@snaplet/seed';

const [ofTenants, ofUsers, ofOrders] = process.argv.slice(2).map(Number);
const seed = await createSeedClient();
try {
  const { tenants } = await seed.tenants((x) => x(ofTenants));
  const { users } = await seed.users((x) => x(ofUsers), { connect: { tenants } });
  await seed.orders((x) => x(ofOrders), { connect: { tenants, users } });
} catch (error) {
  console.error(String(error).split('\n')[0]);
  process.exit(1);
}
// Its connection is not ours to close.
process.exit(0);
