import { Migration } from "@mikro-orm/migrations";

const uuid = "uuid not null";

/** Roles, schemas and tables of the first version. Rows name what rests sealed, keyed or public in the entities beside their queries. */
export class Spine extends Migration {
  override up(): void {
    // The role belongs to the whole server: another database of the same server may have made it already, or be making it now.
    this.addSql(`do $$ begin
      create role liaison_app nologin;
    exception when duplicate_object or unique_violation then null;
    end $$`);
    this.addSql(`do $$ begin
      if not pg_has_role(current_user, 'liaison_app', 'set') then execute format('grant liaison_app to %I', current_user); end if;
    end $$`);
    for (const schema of ["liaison", "device", "keyring"]) {
      this.addSql(`create schema if not exists ${schema}`);
      this.addSql(`grant usage on schema ${schema} to liaison_app`);
    }
    for (const table of [...keys, ...device, ...people, ...records, ...queues, ...rooms]) this.addSql(table);
    this.addSql("insert into liaison.lease (epoch, until) values (0, '-infinity')");
    this.addSql("insert into device.crypto_generation (id, generation) values (1, 0)");
    this.addSql("grant select, insert, update, delete on all tables in schema liaison, device to liaison_app");
    this.addSql("grant select, insert on keyring.data_key to liaison_app");
    this.addSql("revoke all on liaison.migration from liaison_app");
    // The audit grows and never changes, whatever the program gets wrong.
    this.addSql("revoke update, delete, truncate on liaison.audit_entry from liaison_app");
  }
}

const keys = [
  `create table keyring.data_key (id uuid primary key, scope text not null, case_id uuid, version int not null, wrapped bytea not null,
     created_at timestamptz not null, unique nulls not distinct (scope, case_id, version))`,
  // The epoch is the key, so that taking the lease waits for the transactions that hold it for key share.
  "create table liaison.lease (epoch bigint primary key, until timestamptz not null)",
];

const device = [
  `create table device.crypto_record (store_key bytea primary key, object_store bytea not null, value bytea not null,
     written_at timestamptz not null default now())`,
  "create index on device.crypto_record (object_store)",
  "create table device.crypto_meta (name text primary key, value bytea not null)",
  "create table device.crypto_generation (id int primary key check (id = 1), generation bigint not null)",
];

const people = [
  "create table liaison.officer (user_key bytea primary key, short_key bytea not null, body bytea not null)",
  "create index on liaison.officer (short_key)",
  "create table liaison.case_year (year int primary key, last int not null)",
  `create table liaison.case_file (id uuid primary key, year int not null, number int not null, state text not null, opened_at timestamptz not null,
     words_key bytea not null unique, next_record int not null, next_hit int not null, body bytea not null, unique (year, number))`,
  `create table liaison.case_member (case_id ${uuid} references liaison.case_file, user_key bytea not null, role text not null, until timestamptz,
     invited boolean not null, added_at timestamptz not null, body bytea not null, primary key (case_id, user_key))`,
  "create index on liaison.case_member (case_id) where not invited",
];

const records = [
  `create table liaison.indicator (id uuid primary key, case_id ${uuid} references liaison.case_file, number int not null, kind text not null,
     value_key bytea not null, state text not null, logged_at timestamptz not null, last_seen_at timestamptz not null, times_seen int not null,
     ripe_at timestamptz not null, body bytea not null, withdrawal bytea, unique (case_id, number))`,
  "create unique index on liaison.indicator (case_id, value_key) where state = 'live'",
  `create table liaison.indicator_tag (indicator_id ${uuid} references liaison.indicator, tag_key bytea not null, primary key (indicator_id, tag_key))`,
  `create table liaison.sighting (id uuid primary key, indicator_id ${uuid} references liaison.indicator, case_id ${uuid}, at timestamptz not null,
     body bytea not null)`,
  "create index on liaison.sighting (indicator_id)",
  `create table liaison.match_row (match_key bytea not null, role int not null, indicator_id ${uuid} references liaison.indicator, case_id ${uuid},
     key_version int not null, primary key (match_key, role, indicator_id))`,
  "create index on liaison.match_row (indicator_id)",
  // Each unordered pair once: first is the smaller id.
  `create table liaison.hit (id uuid primary key, first_id ${uuid} references liaison.indicator, second_id ${uuid} references liaison.indicator,
     same boolean not null, at timestamptz not null, unique (first_id, second_id), check (first_id < second_id))`,
  // An inaudible side has no number: a gap in the numbers would tell of it.
  `create table liaison.hit_side (hit_id ${uuid} references liaison.hit, case_id ${uuid} references liaison.case_file, number int, own_id ${uuid},
     other_id ${uuid}, side text not null, primary key (hit_id, case_id), unique (case_id, number))`,
];

const queues = [
  `create table liaison.inbox (event_id text primary key, seq bigint generated always as identity, room_key bytea not null, state text not null,
     received_at timestamptz not null, attempts int not null default 0, ended_at timestamptz, session_key bytea, retry_at timestamptz,
     retries int not null default 0, body bytea, wait bytea)`,
  "create index on liaison.inbox (room_key, seq) where state = 'new'",
  "create index on liaison.inbox (retry_at) where state = 'waiting-key'",
  "create index on liaison.inbox (session_key) where state = 'waiting-key'",
  "create index on liaison.inbox (state) where state = 'parked'",
  "create table liaison.key_notice (notice_key bytea primary key)",
  "create table liaison.key_use (use_key bytea primary key, sha256 bytea not null, event_id text not null)",
  `create table liaison.outbox (id uuid primary key, case_id uuid, audience text not null, attempts int not null default 0, created_at timestamptz not null,
     sent_at timestamptz, sent_event text, parked boolean not null default false, body bytea, reason bytea)`,
  "create index on liaison.outbox (id) where sent_at is null",
  `create table liaison.work (id uuid primary key, job text not null, subject ${uuid}, due_at timestamptz not null, attempts int not null default 0,
     done_at timestamptz, parked boolean not null default false)`,
  "create index on liaison.work (due_at) where done_at is null",
  `create table liaison.audit_entry (id uuid primary key, at timestamptz not null, action text not null, outcome text not null, actor_key bytea,
     case_id uuid, event_id text, content bytea not null, salt bytea not null, commitment bytea not null)`,
  "create index on liaison.audit_entry (case_id, id)",
];

const rooms = [
  `create table liaison.room (room_key bytea primary key, kind text not null, case_id uuid unique, safe boolean not null, body bytea not null)`,
  `create table liaison.room_member (room_key bytea not null, user_key bytea not null, membership text not null, since timestamptz not null,
     body bytea not null, primary key (room_key, user_key))`,
  "create index on liaison.room_member (user_key)",
  `create table liaison.room_trouble (room_key bytea not null, kind text not null, subject_key bytea not null,
     primary key (room_key, kind, subject_key))`,
  "create table liaison.sync_state (id int primary key check (id = 1), token bytea, attempts int not null default 0)",
  `create table liaison.to_device (message_key bytea primary key, state text not null, attempts int not null, ended_at timestamptz, body bytea)`,
];
