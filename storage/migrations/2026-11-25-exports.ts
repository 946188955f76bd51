import { Migration } from "@mikro-orm/migrations";

/** Files that were asked for, and what was inside. */
export class ExportTable extends Migration {
  override up(): void {
    this.addSql(`create table liaison.export (id uuid primary key, case_id uuid not null references liaison.case_file,
      asked_at timestamptz not null, ended_at timestamptz, body bytea not null, outcome bytea)`);
    this.addSql("grant select, insert, update, delete on liaison.export to liaison_app");
  }
}
