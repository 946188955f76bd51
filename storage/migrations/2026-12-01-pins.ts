import { Migration } from "@mikro-orm/migrations";

/** Which identity is an officer's, beside their entry in the roster: the encryption store, which goes with its device, was the only one to know. */
export class PinsOnTheRoster extends Migration {
  override up(): void {
    this.addSql("alter table liaison.officer add column pin bytea");
  }
}
