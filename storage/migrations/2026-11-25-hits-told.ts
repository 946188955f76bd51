import { Migration } from "@mikro-orm/migrations";

/** What a record has heard of is asked before it is told more. */
export class HitsTold extends Migration {
  override up(): void {
    this.addSql("create index on liaison.hit_side (own_id) where number is not null");
  }
}
