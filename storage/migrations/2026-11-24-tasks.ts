import { Migration } from "@mikro-orm/migrations";

/** Tasks of a case and what reminds of them. */
export class Tasks extends Migration {
  override up(): void {
    this.addSql("alter table liaison.case_file add column next_task int not null default 1");
    this.addSql(`create table liaison.task (id uuid primary key, case_id uuid not null references liaison.case_file, number int not null,
      state text not null, made_at timestamptz not null, due_at timestamptz, for_key bytea, body bytea not null, unique (case_id, number))`);
    this.addSql("create index on liaison.task (for_key) where state = 'open'");
    this.addSql(`create table liaison.task_reminder (id uuid primary key, task_id uuid not null references liaison.task, kind text not null,
      said_at timestamptz)`);
    this.addSql("create index on liaison.task_reminder (task_id) where said_at is null");
    this.addSql("grant select, insert, update, delete on liaison.task, liaison.task_reminder to liaison_app");
  }
}
