import { Migration } from "@mikro-orm/migrations";

/** A room becomes safe only by a look at what it was after the last change. Every room is looked at anew at the next start. */
export class RoomRevisions extends Migration {
  override up(): void {
    this.addSql(`alter table liaison.room add column revision int not null default 0, add column ended boolean not null default false,
      add column ails text, add column tolerated text`);
    this.addSql("update liaison.room set safe = false");
  }
}
