import { readFileSync, writeFileSync, writeSync } from "node:fs";
import { roomId, userId } from "#domain/primitives/ids.ts";
import { openEncryption } from "../../bot/encryption/client.ts";
import { megolmIndex } from "../../bot/encryption/megolm-index.ts";
import { openHomeserver } from "../../bot/matrix/homeserver.ts";
import { type CryptoJournal, openCryptoJournal } from "../../storage/device/crypto-journal.ts";
import { openStorage } from "../../storage/open.ts";
import type { Account } from "../support/accounts.ts";

// A process of its own that encrypts in a loop and kills itself at one of its writes. What would leave goes to standard
// output, a line each: room, session, index.

/** What the test tells this process, as JSON in its first argument. */
export interface Task {
  readonly ownerUrl: string;
  readonly masterKey: string;
  readonly account: Account;
  readonly rooms: readonly string[];
  readonly generationFile: string;
  /** The last event that left; it must be readable after every restart. */
  readonly lastFile: string;
  /** Which write, counted from 1, and where in it. */
  readonly kill: { readonly write: number; readonly point: "before" | "during" | "after"; readonly delayMs: number };
}

const task = JSON.parse(process.argv[2] ?? "") as Task;
const me = userId(task.account.userId);
if (me === undefined) throw new Error("no user");
const die = (): never => {
  process.kill(process.pid, "SIGKILL");
  throw new Error("still alive");
};

function killing(journal: CryptoJournal): CryptoJournal {
  let writes = 0;
  return {
    load: journal.load,
    async write(batch) {
      writes++;
      if (writes !== task.kill.write) return journal.write(batch);
      if (task.kill.point === "before") die();
      const written = journal.write(batch);
      if (task.kill.point === "during") setTimeout(die, task.kill.delayMs);
      const generation = await written;
      return task.kill.point === "after" ? die() : generation;
    },
  };
}

const { ownerUrl, account, rooms, generationFile, lastFile } = task;
const storage = await openStorage({ ownerUrl, masterKey: Buffer.from(task.masterKey, "hex"), lease: { how: "at-once" }, graceMs: 0 });
const encryption = await openEncryption({
  homeserver: openHomeserver({ ...account, userId: me }),
  journal: killing(openCryptoJournal(storage.database)),
  deviceTrust: "owner-signed",
  log: { warn: () => {} },
  generationFile,
});
const last = readFileSync(lastFile, "utf8");
if (last !== "") {
  const { room, event } = JSON.parse(last) as { room: string; event: object };
  const read = await encryption.decrypt(event, roomId(room));
  writeSync(1, `${read.ok ? "read" : `unreadable ${read.why}`}\n`);
}

async function speak(room: string): Promise<void> {
  for (let at = 0; ; at++) {
    const content = await encryption.encrypt(roomId(room), [me as NonNullable<typeof me>], "m.room.message", { body: String(at) });
    const event = { event_id: `$${room}${at}`, type: "m.room.encrypted", sender: me, origin_server_ts: 0, content };
    writeFileSync(lastFile, JSON.stringify({ room, event }));
    writeSync(1, `left ${room} ${content.session_id} ${megolmIndex(Buffer.from(String(content.ciphertext), "base64"))}\n`);
  }
}
await Promise.all(rooms.map(speak));
