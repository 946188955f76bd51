import { Migration } from "@mikro-orm/migrations";

/** Alerts and where they come from. */
export class Alerts extends Migration {
  override up(): void {
    this.addSql("alter table liaison.case_file add column next_alert int not null default 1");
    for (const table of tables) this.addSql(table);
    this.addSql(
      "grant select, insert, update, delete on liaison.alert_source, liaison.alert_untaken, liaison.alert_delivery, liaison.alert to liaison_app",
    );
  }
}

const tables = [
  `create table liaison.alert_source (id uuid primary key, number int generated always as identity unique, case_id uuid not null references liaison.case_file,
     kind text not null, address_key bytea not null unique, added_at timestamptz not null, removed_at timestamptz, body bytea)`,
  // No reference: what came to addresses of no source is counted under an id that no row has.
  `create table liaison.alert_untaken (source_id uuid not null, why text not null, times bigint not null, primary key (source_id, why))`,
  "create table liaison.alert_delivery (delivery_key bytea primary key, received_at timestamptz not null)",
  "create index on liaison.alert_delivery (received_at)",
  `create table liaison.alert (id uuid primary key, case_id uuid not null references liaison.case_file, number int not null,
     source_id uuid not null references liaison.alert_source, at timestamptz not null, acknowledged_at timestamptz, body bytea not null,
     acknowledgement bytea, unique (case_id, number))`,
  "create index on liaison.alert (case_id, number) where acknowledged_at is null",
  "create index on liaison.alert (source_id)",
];
