-- CreateTable
CREATE TABLE "Shop" ("id" TEXT NOT NULL, CONSTRAINT "Shop_pkey" PRIMARY KEY ("id"));
