import { Migration } from "@mikro-orm/migrations";

/** The job that tells of a record which is silent no more has the name of what it does. The queue knows rows by their id alone. */
export class Announce extends Migration {
  override up(): void {
    this.addSql("update liaison.work set job = 'announce' where job = 'hear'");
  }
}
