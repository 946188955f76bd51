import { Migration } from "@mikro-orm/migrations";

/** Whose each event is, so that who floods waits behind the others of their room. What came before is nobody's. */
export class InboxSender extends Migration {
  override up(): void {
    this.addSql("alter table liaison.inbox add column sender_key bytea");
  }
}
