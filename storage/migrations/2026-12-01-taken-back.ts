import { Migration } from "@mikro-orm/migrations";

/** Logging looks whether its case has held a value before: by an index of its own, so that what is live is found as quickly as ever. */
export class TakenBack extends Migration {
  override up(): void {
    this.addSql("create index on liaison.indicator (case_id, value_key) where state = 'withdrawn'");
  }
}
