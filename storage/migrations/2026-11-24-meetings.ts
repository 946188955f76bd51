import { Migration } from "@mikro-orm/migrations";

/** Meetings of a case and the votes on their slots. */
export class Meetings extends Migration {
  override up(): void {
    this.addSql("alter table liaison.case_file add column next_meeting int not null default 1");
    this.addSql(`create table liaison.meeting (id uuid primary key, case_id uuid not null references liaison.case_file, number int not null,
      planned_at timestamptz not null, body bytea not null, unique (case_id, number))`);
    this.addSql(`create table liaison.meeting_vote (meeting_id uuid not null references liaison.meeting, user_key bytea not null,
      at timestamptz not null, body bytea not null, primary key (meeting_id, user_key))`);
    this.addSql("grant select, insert, update, delete on liaison.meeting, liaison.meeting_vote to liaison_app");
  }
}
