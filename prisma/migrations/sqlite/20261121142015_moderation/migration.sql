-- AlterTable
ALTER TABLE "Message" ADD COLUMN "deletedBy" TEXT;

-- CreateIndex
CREATE INDEX "AuditEntry_actor_idx" ON "AuditEntry"("actor");
