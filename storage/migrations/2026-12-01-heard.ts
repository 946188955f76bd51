import { Migration } from "@mikro-orm/migrations";

/** Which message of its sender's session each event was, and which before it are missing. What came before has no place in its session: nothing is missed of it. */
export class Heard extends Migration {
  override up(): void {
    this.addSql(`alter table liaison.inbox add column heard_key bytea, add column heard_index bigint,
      add column authentic boolean not null default false, add column heard_upto bigint`);
    this.addSql("create index on liaison.inbox (heard_key, heard_index) where heard_key is not null");
    this.addSql("grant select on sequence liaison.inbox_seq_seq to liaison_app");
    this.addSql(`create table liaison.message_gap (id uuid primary key, heard_key bytea not null, removed_key bytea not null,
      first bigint not null, last bigint not null, after_seq bigint not null, before_seq bigint not null, due_at timestamptz not null,
      body bytea not null)`);
    this.addSql("create index on liaison.message_gap (due_at)");
    this.addSql("grant select, insert, update, delete on liaison.message_gap to liaison_app");
    this.addSql("revoke all on liaison.message_gap from liaison_worker");
  }
}
