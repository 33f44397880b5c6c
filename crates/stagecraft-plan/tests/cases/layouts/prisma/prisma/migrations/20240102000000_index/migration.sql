ALTER TABLE "Shop" ADD COLUMN "name" TEXT;

CREATE INDEX CONCURRENTLY "Shop_name_idx" ON "Shop"("name");
