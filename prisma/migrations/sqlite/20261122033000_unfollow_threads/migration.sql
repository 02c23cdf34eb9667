-- AlterTable
ALTER TABLE "ThreadRead" ADD COLUMN "following" BOOLEAN NOT NULL DEFAULT true;
