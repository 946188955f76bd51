import { Migration } from "@mikro-orm/migrations";

/** When a message leaves that must not leave beside another one. Drawn once: a restart draws no other time. */
export class HitTick extends Migration {
  override up(): void {
    this.addSql("alter table liaison.outbox add column due_at timestamptz");
  }
}
