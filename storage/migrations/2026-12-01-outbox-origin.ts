import { Migration } from "@mikro-orm/migrations";

/** Which command a message answers, so that the operator can follow an event to its answer. The message's own thread says the same. */
export class OutboxOrigin extends Migration {
  override up(): void {
    this.addSql("alter table liaison.outbox add column origin_event text");
  }
}
