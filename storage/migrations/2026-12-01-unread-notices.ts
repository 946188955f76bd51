import { Migration } from "@mikro-orm/migrations";

/** Of what could not be read a sender is told at once, then at most every ten minutes how many more there were. Before, once per session and never again. */
export class UnreadNotices extends Migration {
  override up(): void {
    this.addSql("create table liaison.unread_notice (notice_key bytea primary key, until timestamptz not null, body bytea not null)");
    this.addSql("create index on liaison.unread_notice (until)");
    this.addSql("grant select, insert, update, delete on liaison.unread_notice to liaison_app");
    this.addSql("revoke all on liaison.unread_notice from liaison_worker");
    this.addSql("alter table liaison.inbox add column notice_key bytea");
    this.addSql("create index on liaison.inbox (notice_key) where notice_key is not null");
  }
}
