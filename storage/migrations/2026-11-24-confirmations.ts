import { Migration } from "@mikro-orm/migrations";

/** What waits for a typed code, and identities that were approved. */
export class Confirmations extends Migration {
  override up(): void {
    this.addSql(
      `create table liaison.confirmation (id uuid primary key, officer_key bytea not null, code_key bytea not null unique,
         case_id uuid, expires_at timestamptz not null, wrong int not null default 0, body bytea not null)`,
    );
    this.addSql("create index on liaison.confirmation (officer_key)");
    this.addSql("create table liaison.identity_approval (user_key bytea primary key, body bytea not null)");
    this.addSql("grant select, insert, update, delete on liaison.confirmation, liaison.identity_approval to liaison_app");
  }
}
