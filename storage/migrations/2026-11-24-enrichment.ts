import { Migration } from "@mikro-orm/migrations";

/** Questions to the sources of enrichment, and what they said. */
export class EnrichmentTables extends Migration {
  override up(): void {
    this.addSql("alter table liaison.case_file add column next_job int not null default 1");
    this.addSql(`create table liaison.enrichment_job (id uuid primary key, case_id uuid not null references liaison.case_file, number int not null,
      state text not null, asked_at timestamptz not null, done_at timestamptz, body bytea not null, outcome bytea, unique (case_id, number))`);
    this.addSql(`create table liaison.enrichment_finding (indicator_id uuid not null references liaison.indicator, source text not null,
      at timestamptz not null, body bytea not null, primary key (indicator_id, source))`);
    this.addSql("grant select, insert, update, delete on liaison.enrichment_job, liaison.enrichment_finding to liaison_app");
  }
}
