import { Migration } from "@mikro-orm/migrations";

/** Sources of alerts are counted in their case: a number over all would tell each case how many the others have. */
export class SourceNumbers extends Migration {
  override up(): void {
    this.addSql("alter table liaison.alert_source alter column number drop identity");
    this.addSql("alter table liaison.alert_source drop constraint alert_source_number_key");
    this.addSql(`update liaison.alert_source s set number = n.number from
      (select id, (row_number() over (partition by case_id order by number))::int as number from liaison.alert_source) n where n.id = s.id`);
    this.addSql("alter table liaison.alert_source add constraint alert_source_case_number unique (case_id, number)");
  }
}
