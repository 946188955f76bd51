import { beforeAll, describe, expect, test } from "vitest";
import type { Officer } from "../support/officer.ts";
import type { CaseRoom, Stage } from "../support/stage.ts";

/** `m.room.encrypted` of Megolm (Matrix specification, "m.megolm.v1.aes-sha2"). */
interface Encrypted {
  readonly algorithm: string;
  readonly ciphertext: string;
  readonly session_id: string;
  readonly [other: string]: unknown;
}

/** What the homeserver may do with an officer's ciphertext: say it again, and put rubbish in its place. */
export function replay(stage: () => Stage): void {
  describe("replay", () => {
    let lead: Officer;
    let here: CaseRoom;
    beforeAll(async () => {
      lead = await stage().officer("petra", "AT");
      here = await stage().openCase("Repeated Heron", lead);
    });
    const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
      const response = await fetch(`${stage().homeserver}/_matrix/client/v3/rooms/${encodeURIComponent(here.room)}${path}`, {
        method,
        headers: { authorization: `Bearer ${lead.account.accessToken}` },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return (await response.json()) as T;
    };
    const rawOf = async (eventId: string): Promise<Encrypted> =>
      (await call<{ content: Encrypted }>("GET", `/event/${encodeURIComponent(eventId)}`)).content;
    const put = async (content: object): Promise<string> =>
      (await call<{ event_id: string }>("PUT", `/send/m.room.encrypted/raw${Math.random()}`, content)).event_id;

    test("the identical ciphertext under a new event id makes one record and one answer", async () => {
      const eventId = await lead.send(here.room, "/ioc add replayed.example");
      const ref = /IOC-(\d+)/u.exec((await lead.expectAnswer(eventId)).body)?.[1];
      const again = await put(await rawOf(eventId));
      expect(again).not.toBe(eventId);
      const shown = await lead.say(here.room, `/ioc show ${ref}`);
      expect(shown.body).toContain("replayed[.]example");
      expect(lead.answersTo(again)).toEqual([]);
      expect(lead.answersTo(eventId)).toHaveLength(1);
      expect(lead.heardIn(here.room).filter(({ body }) => body.includes(`IOC-${ref} already logged`))).toEqual([]);
      expect(shown.body).toContain("seen 1 time,");
    });

    test("rubbish under the officer's session and next index does not stop their real command", async () => {
      const before = await rawOf(await lead.send(here.room, "/bot version"));
      const next = indexOf(before.ciphertext) + 1;
      await put({ ...before, ciphertext: rubbish(next) });
      const eventId = await lead.send(here.room, "/ioc add after-rubbish.example");
      expect((await lead.expectAnswer(eventId)).body).toMatch(/^IOC-\d+ logged · domain/u);
      const real = await rawOf(eventId);
      // without this the rubbish was in nobody's way
      expect({ session: real.session_id, index: indexOf(real.ciphertext) }).toEqual({ session: before.session_id, index: next });
    });
  });
}

/** Message index: the varint after version byte 3 and tag 0x08 (Megolm specification, "Message format"). */
function indexOf(ciphertext: string): number {
  const bytes = Buffer.from(ciphertext, "base64");
  if (bytes[0] !== 3 || bytes[1] !== 8) throw new Error("not a Megolm message");
  let value = 0;
  for (let at = 2, shift = 0; ; at++, shift += 7) {
    const byte = bytes[at] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

function rubbish(index: number): string {
  const body = Buffer.alloc(128, 0x5a);
  const varint = index < 0x80 ? [index] : [(index & 0x7f) | 0x80, index >> 7];
  // tag 0x12: the ciphertext and its length; then eight bytes of MAC and 64 of signature
  return Buffer.concat([Buffer.from([3, 8, ...varint, 0x12, 0x80, 0x01]), body, Buffer.alloc(72, 0x5a)])
    .toString("base64")
    .replace(/=+$/u, "");
}
