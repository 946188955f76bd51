import { Migration } from "@mikro-orm/migrations";

/** Which events show which record, until that record is spilled and they are redacted. */
export class ShownTable extends Migration {
  override up(): void {
    this.addSql(`create table liaison.shown (indicator_id uuid not null references liaison.indicator, event_id text not null,
      room_key bytea not null, typed boolean not null, attempts int not null default 0, parked boolean not null default false,
      primary key (indicator_id, event_id))`);
    this.addSql("create index on liaison.shown (event_id)");
    this.addSql("create index on liaison.indicator (id) where state = 'spilled'");
    this.addSql("grant select, insert, update, delete on liaison.shown to liaison_app");
  }
}
