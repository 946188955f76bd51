import { Migration } from "@mikro-orm/migrations";

/** Files on which a command works that waits for its code. */
export class ReceivedFiles extends Migration {
  override up(): void {
    this.addSql(
      `create table liaison.received_file (id uuid primary key, event_id text not null unique, case_id uuid,
         expires_at timestamptz not null, about bytea not null, body bytea not null)`,
    );
    // what is encrypted cannot be compressed
    this.addSql("alter table liaison.received_file alter column body set storage external");
    this.addSql("grant select, insert, update, delete on liaison.received_file to liaison_app");
  }
}
