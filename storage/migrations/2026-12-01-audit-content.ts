import { Migration } from "@mikro-orm/migrations";

/** What an entry says stands beside it, so that it can be erased; the entry keeps the commitment and stays as it is. */
export class AuditContent extends Migration {
  override up(): void {
    this.addSql(`create table liaison.audit_content (entry_id uuid primary key references liaison.audit_entry, content bytea not null,
      salt bytea not null)`);
    this.addSql("insert into liaison.audit_content select id, content, salt from liaison.audit_entry");
    this.addSql("alter table liaison.audit_entry drop column content, drop column salt");
    this.addSql("create index on liaison.audit_entry (event_id)");
    // What was said may be erased and never rewritten.
    this.addSql("grant select, insert, delete on liaison.audit_content to liaison_app");
  }
}
