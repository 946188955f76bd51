import { Migration } from "@mikro-orm/migrations";

const role = (name: string): readonly string[] => [
  // The role belongs to the whole server: another database of the same server may have made it already, or be making it now.
  `do $$ begin
     create role ${name} nologin;
   exception when duplicate_object or unique_violation then null;
   end $$`,
  `do $$ begin
     if not pg_has_role(current_user, '${name}', 'set') then execute format('grant ${name} to %I', current_user); end if;
   end $$`,
];

/** What the encryption device, the inbox and the decisions about people need, and no worker. */
const notForWorkers = `liaison.sync_state, liaison.to_device, liaison.inbox, liaison.key_use, liaison.key_notice, liaison.identity_approval,
  liaison.confirmation, liaison.officer, liaison.case_member, liaison.lease, liaison.alert_source, liaison.alert_delivery, liaison.alert_intake`;

/**
 * A role of its own for each process beside the bot: who receives alerts may only lay them down, and who works may not touch
 * the encryption store. What a source needs to judge a delivery is sealed for receivers alone.
 */
export class LeastPrivilege extends Migration {
  override up(): void {
    for (const statement of [...role("liaison_feeds"), ...role("liaison_worker")]) this.addSql(statement);
    this.addSql("alter table liaison.alert_source add column receiving bytea");
    this.addSql(`create table liaison.alert_intake (id uuid primary key, source_id uuid not null references liaison.alert_source,
      received_at timestamptz not null, attempts int not null default 0, parked boolean not null default false,
      body bytea not null)`);
    this.addSql("create index on liaison.alert_intake (id) where not parked");
    this.addSql("grant select, insert, update, delete on liaison.alert_intake to liaison_app");

    this.addSql("grant usage on schema liaison to liaison_feeds");
    this.addSql("grant select on liaison.migration to liaison_app, liaison_feeds, liaison_worker");
    this.addSql("grant select (id, address_key, removed_at, receiving) on liaison.alert_source to liaison_feeds");
    this.addSql("grant select, insert, update, delete on liaison.alert_delivery to liaison_feeds");
    this.addSql("grant select, insert, update on liaison.alert_untaken to liaison_feeds");
    this.addSql("grant insert on liaison.alert_intake to liaison_feeds");

    this.addSql("grant usage on schema liaison, keyring to liaison_worker");
    this.addSql("grant select on keyring.data_key to liaison_worker");
    this.addSql("grant select, insert, update, delete on all tables in schema liaison to liaison_worker");
    // what a later version adds is there for workers as well, but where it says otherwise
    this.addSql("alter default privileges in schema liaison grant select, insert, update, delete on tables to liaison_worker");
    // The library of the queue makes its own tables here, as the owner; where they are there already it changes nothing.
    this.addSql("create schema if not exists bullmq");
    this.addSql("grant usage on schema bullmq to liaison_worker");
    for (const [objects, rights] of [
      ["tables", "select, insert, update, delete"],
      ["sequences", "usage, select"],
    ]) {
      this.addSql(`grant ${rights} on all ${objects} in schema bullmq to liaison_worker`);
      this.addSql(`alter default privileges in schema bullmq grant ${rights} on ${objects} to liaison_worker`);
    }
    this.addSql("revoke update, delete, truncate on liaison.audit_entry from liaison_worker");
    this.addSql("revoke update, truncate on liaison.audit_content from liaison_worker");
    this.addSql("revoke insert, update, delete on liaison.migration from liaison_worker");
    this.addSql(`revoke insert, update, delete on ${notForWorkers} from liaison_worker`);
    this.addSql("revoke select on liaison.confirmation, liaison.to_device, liaison.alert_intake from liaison_worker");
  }
}
