import { Migration } from "@mikro-orm/migrations";

/** Whether an officer was invited to their private room, whether they left it with something unsaid, and which messages ended us. */
export class PrivateAnswers extends Migration {
  override up(): void {
    this.addSql("alter table liaison.room add column officer_invited boolean not null default false");
    this.addSql("alter table liaison.outbox add column declined boolean not null default false");
    this.addSql("alter table liaison.outbox add column deaths int not null default 0");
  }
}
