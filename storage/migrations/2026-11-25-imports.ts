import { Migration } from "@mikro-orm/migrations";

/** Files that are logged in portions, and what their records meet. */
export class ImportTables extends Migration {
  override up(): void {
    this.addSql("alter table liaison.case_file add column next_import int not null default 1");
    this.addSql(`create table liaison.import (id uuid primary key, case_id uuid not null references liaison.case_file, number int not null,
      state text not null, total int not null, done int not null, started_at timestamptz not null, ended_at timestamptz, body bytea not null,
      progress bytea not null, unique (case_id, number))`);
    this.addSql(`create table liaison.import_portion (id uuid primary key, import_id uuid not null references liaison.import,
      case_id uuid not null references liaison.case_file, number int not null, rows int not null, body bytea, first int, last int,
      unique (import_id, number))`);
    this.addSql(`create table liaison.import_met (import_id uuid not null references liaison.import,
      case_id uuid not null references liaison.case_file, first int not null, last int not null, gave int not null,
      primary key (import_id, case_id, first))`);
    this.addSql("grant select, insert, update, delete on liaison.import, liaison.import_portion, liaison.import_met to liaison_app");
  }
}
