import { Migration } from "@mikro-orm/migrations";

/** What the bot says in a room is numbered, and each message names the one before it. What was said before has no number. */
export class SaidChain extends Migration {
  override up(): void {
    this.addSql("create table liaison.said_chain (room_key bytea primary key, number int not null, link bytea)");
    this.addSql("grant select, insert, update, delete on liaison.said_chain to liaison_app");
    this.addSql("revoke all on liaison.said_chain from liaison_worker");
    this.addSql("alter table liaison.outbox add column number int, add column numbered_in bytea");
  }
}
