import type { RawAccess } from "../engine/raw-access.ts";
import { LeaseLost } from "../index.ts";

/**
 * Forgets the Matrix device whose encryption store rests here: its records, and what describes them. The generation goes on
 * counting, so that a writer of the old store could write no more. Every room counts as unsafe until it was looked at anew,
 * since the new device knows nobody in it yet, and what the old one sent and did not see again nobody can read any more. All of it or nothing; rejects with LeaseLost.
 */
export async function forgetDevice(database: RawAccess): Promise<void> {
  const [step] = await database.query(
    `with held as (select 1 from liaison.lease where epoch = $1 for key share),
          step as (update device.crypto_generation set generation = generation + 1 from held where id = 1 returning generation),
          records as (delete from device.crypto_record using step),
          about as (delete from device.crypto_meta using step),
          echoes as (delete from liaison.echo using step),
          rooms as (update liaison.room set safe = false, revision = revision + 1 from step)
     select generation from step`,
    [database.epoch],
  );
  if (step === undefined) throw new LeaseLost();
}
