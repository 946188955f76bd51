import { Migration } from "@mikro-orm/migrations";

/** What the bot has sent and what of it came back, until both are known. What was sent before the upgrade is not waited for. */
export class Echo extends Migration {
  override up(): void {
    this.addSql(`create table liaison.echo (event_id text primary key, room_key bytea not null, at timestamptz not null,
      state text not null default 'awaited', number int, expected bytea, came bytea, quiet boolean not null default false,
      waited_ms int not null default 0, attempts int not null default 0, told_at timestamptz, body bytea)`);
    this.addSql("create index on liaison.echo (room_key)");
    this.addSql("grant select, insert, update, delete on liaison.echo to liaison_app");
    this.addSql("revoke all on liaison.echo from liaison_worker");
  }
}
