import { Migration } from "@mikro-orm/migrations";

/** Invitations of officers that were not followed, until they are. Those from before the upgrade have to be repeated. */
export class Invitations extends Migration {
  override up(): void {
    this.addSql(
      "create table liaison.invitation (room_key bytea primary key, inviter_key bytea not null, at timestamptz not null, body bytea not null)",
    );
    this.addSql("create index on liaison.invitation (inviter_key, at)");
    this.addSql("grant select, insert, update, delete on liaison.invitation to liaison_app");
    this.addSql("revoke all on liaison.invitation from liaison_worker");
  }
}
