import { readFileSync } from "node:fs";
import { DecryptionSettings, type OlmMachine, RoomId, TrustRequirement } from "@matrix-org/matrix-sdk-crypto-wasm";
import { beforeAll, expect, test } from "vitest";
import { userId } from "#domain/primitives/ids.ts";
import { JournalFailed } from "../../../../../bot/encryption/faults.ts";
import { openMachine } from "../../../../../bot/encryption/machine.ts";
import { panicGuard } from "../../../../../bot/encryption/panic-guard.ts";
import { openDurableStore } from "../../../../../bot/encryption/store/durable-store.ts";
import { memoryJournal } from "../../../../../bot/encryption/store/memory-journal.ts";
import { loadWasm } from "../../../../../bot/encryption/wasm.ts";
import type { CryptoJournal } from "../../../../../storage/device/crypto-journal.ts";

// Made with matrix-sdk-crypto-wasm 9.0.0, whose IndexedDB had version 12: six rooms with a message each, an identity.
interface Fixture {
  readonly about: string;
  readonly records: readonly { readonly store: string; readonly key: string; readonly value: string }[];
  readonly events: readonly { readonly room: string; readonly event: object }[];
}
const fixture = JSON.parse(readFileSync(new URL("./fixtures/older-store.json", import.meta.url), "utf8")) as Fixture;
const bytes = (text: string): Buffer => Buffer.from(text, "base64");
const id = userId("@older:liaison.localhost");
if (id === undefined) throw new Error("no user");
const homeserver = { userId: id, deviceId: "OLDER" };

beforeAll(async () => {
  await loadWasm(() => {});
});

async function olderJournal(): Promise<CryptoJournal> {
  const journal = memoryJournal();
  const put = fixture.records.map(({ store, key, value }) => ({ store, key: bytes(key), value: bytes(value) }));
  await journal.write({ drop: [], put, remove: [], about: bytes(fixture.about) });
  return journal;
}

/** Opens the machine, which brings its store up to date, and works with it until `use` has ended or the journal has failed. */
async function open<T>(journal: CryptoJournal, use: (machine: OlmMachine) => Promise<T>): Promise<T> {
  const guard = panicGuard();
  const durable = await openDurableStore({ journal, userId: homeserver.userId, deviceId: homeserver.deviceId, guard, admit: () => {} });
  const machine = await openMachine(homeserver, durable, guard);
  const used = await guard.wait(use(machine));
  machine.close();
  await durable.close();
  return used;
}
async function readAll(machine: OlmMachine) {
  const settings = new DecryptionSettings(TrustRequirement.Untrusted);
  const bodies: unknown[] = [];
  for (const { room, event } of fixture.events) {
    const { event: clear } = await machine.decryptRoomEvent(JSON.stringify(event), new RoomId(room), settings);
    bodies.push((JSON.parse(clear) as { readonly content: { readonly body: unknown } }).content.body);
  }
  const { hasMaster, hasSelfSigning, hasUserSigning } = await machine.crossSigningStatus();
  return { bodies, hasMaster, hasSelfSigning, hasUserSigning };
}
const whole = {
  bodies: fixture.events.map((_, at) => `older ${at}`),
  hasMaster: true,
  hasSelfSigning: true,
  hasUserSigning: true,
};

test("a store of an older machine is brought up to date, whatever write a crash comes at", async () => {
  let writes = 0;
  const counted = await olderJournal();
  const counting: CryptoJournal = {
    load: counted.load,
    write(batch) {
      writes++;
      return counted.write(batch);
    },
  };
  expect(await open(counting, readAll)).toEqual(whole);
  expect(writes).toBeGreaterThan(5);
  for (let crash = 1; crash <= writes; crash++) {
    for (const applied of [false, true]) {
      const journal = await olderJournal();
      let at = 0;
      const crashing: CryptoJournal = {
        load: journal.load,
        async write(batch) {
          at++;
          if (at !== crash) return journal.write(batch);
          if (applied) await journal.write(batch);
          throw new Error("the power is gone");
        },
      };
      await expect(open(crashing, readAll), `write ${crash} of ${writes}`).rejects.toThrow(JournalFailed);
      expect(await open(journal, readAll), `write ${crash} of ${writes}, applied: ${applied}`).toEqual(whole);
    }
  }
});
