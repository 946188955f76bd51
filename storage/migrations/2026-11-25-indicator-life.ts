import { Migration } from "@mikro-orm/migrations";

/** What happens to records after they were logged. */
export class IndicatorLife extends Migration {
  override up(): void {
    this.addSql("alter table liaison.indicator add column first_seen_at timestamptz");
    this.addSql(`update liaison.indicator i set first_seen_at =
      least(last_seen_at, logged_at, (select min(s.at) from liaison.sighting s where s.indicator_id = i.id))`);
    this.addSql(
      `alter table liaison.indicator add column doubts int not null default 0, add column refuted boolean not null default false`,
    );
    this.addSql(`create table liaison.indicator_doubt (id uuid primary key, indicator_id uuid not null references liaison.indicator,
      user_key bytea not null, at timestamptz not null, ended_at timestamptz, body bytea not null)`);
    this.addSql("create unique index on liaison.indicator_doubt (indicator_id, user_key) where ended_at is null");
    this.addSql("create index on liaison.indicator_doubt (indicator_id)");
    this.addSql(`create table liaison.indicator_change (id uuid primary key, indicator_id uuid not null references liaison.indicator,
      at timestamptz not null, body bytea not null)`);
    this.addSql("create index on liaison.indicator_change (indicator_id)");
    // who became audible finds the sides that have yet to be told
    this.addSql("create index on liaison.hit_side (other_id) where number is null");
    this.addSql("create index on liaison.audit_entry (actor_key, at) where action = 'ioc find'");
    this.addSql("grant select, insert, update, delete on liaison.indicator_doubt, liaison.indicator_change to liaison_app");
  }
}
