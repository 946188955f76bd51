import { Migration } from "@mikro-orm/migrations";

/** Another alert under the id of one that was taken is told from its repetition. */
export class DeliveryContent extends Migration {
  override up(): void {
    this.addSql("alter table liaison.alert_delivery add column content_key bytea");
  }
}
