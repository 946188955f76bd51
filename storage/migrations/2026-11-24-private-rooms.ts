import { Migration } from "@mikro-orm/migrations";

/** Private rooms: an officer has at most one, and what is said to them waits for it. */
export class PrivateRooms extends Migration {
  override up(): void {
    this.addSql("alter table liaison.room add column officer_key bytea unique");
    this.addSql("alter table liaison.outbox add column officer_key bytea");
    this.addSql("create index on liaison.outbox (officer_key) where sent_at is null and officer_key is not null");
  }
}
