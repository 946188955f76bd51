import { beforeAll, describe, expect, test } from "vitest";
import type { Officer } from "../support/officer.ts";
import type { CaseRoom, Stage } from "../support/stage.ts";

/** One value of each kind, as typed, with what the answer shows of it. */
const kinds = [
  ["ipv4", "198[.]51[.]100[.]7", "198[.]51[.]100[.]7"],
  ["ipv6", "2001:db8::7", "db8"],
  ["ipv4-cidr", "203.0.113.0/24", "203[.]0[.]113[.]0/24"],
  ["ipv6-cidr", "2001:db8:9::/48", "/48"],
  ["domain", "evil[.]example", "evil[.]example"],
  ["url", "hxxp://panel.evil[.]example/gate.php", "panel[.]evil[.]example"],
  ["email", "drop[at]evil[dot]example", "evil[.]example"],
  ["md5", "0CC175B9C0F1B6A831C399E269772661", "0cc175b9c0f1b6a831c399e269772661"],
  ["sha1", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"],
  [
    "sha256",
    "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
    "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
  ],
  [
    "sha512",
    "1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75",
    "1f40fc92da24",
  ],
] as const;

const isHit = ({ body }: { readonly body: string }): boolean => /^HIT-\d+: /u.test(body);

/** A coordinator and two officers do the main job: roster, cases, records, a hit between two cases. */
export function mainJob(stage: () => Stage): void {
  describe("the main job", () => {
    let anna: Officer;
    let bruno: Officer;
    let north: CaseRoom;
    let south: CaseRoom;
    beforeAll(async () => {
      anna = await stage().officer("anna", "NL");
      bruno = await stage().officer("bruno", "FR");
      north = await stage().openCase("Night Owl", anna);
      south = await stage().openCase("Quiet Fox", bruno);
    });

    test("answers are encrypted notices in the command's thread that ring for nobody, from a device that clients trust", async () => {
      const { clara, coordination, bot } = stage();
      const answer = await clara.say(coordination, "/bot version");
      expect(answer).toMatchObject({ sender: bot, msgtype: "m.notice", mentions: [], wasEncrypted: true });
      expect(answer.thread).toBeDefined();
      const event = clara.client.getRoom(coordination)?.findEventById(answer.eventId);
      expect(event && (await clara.client.getCrypto()?.getEncryptionInfoForEvent(event))).toMatchObject({ shieldColour: 0 });
    });

    test("the roster shows who was added, with the words of their identity", async () => {
      const { clara, coordination } = stage();
      const list = await clara.say(coordination, "/officer list");
      expect(list.body).toContain(anna.userId);
      expect(list.body).toContain("FR");
      const again = await clara.say(coordination, `/officer add ${anna.userId} country:NL`);
      expect(again.body).toMatch(/Fingerprint: (?:[a-z]+ ){5}[a-z]+\./u);
    });

    test("cases have their own references and neutral names, and no code name in any state of their rooms", async () => {
      const { clara, coordination } = stage();
      expect(north.ref).not.toBe(south.ref);
      const list = await clara.say(coordination, "!case list");
      expect(list.body).toContain(north.ref);
      expect(list.body).toContain(south.ref);
      const response = await fetch(`${stage().homeserver}/_matrix/client/v3/rooms/${encodeURIComponent(north.room)}/state`, {
        headers: { authorization: `Bearer ${anna.account.accessToken}` },
      });
      const state = await response.text();
      expect(state).toContain(north.ref);
      expect(state).not.toContain("Night Owl");
    });

    test("the case room knows its defaults and its members", async () => {
      const info = await anna.say(north.room, "/case info");
      for (const code of ["TLP:AMBER", "PAP:AMBER", "H1", "X4", "share:hit"]) expect(info.body).toContain(code);
      const members = await anna.say(north.room, "/case members");
      expect(members.body).toContain(anna.userId);
      expect(members.body).not.toContain(bruno.userId);
    });

    test("every kind is known from its value, whatever way it was defanged", async () => {
      const answer = await anna.say(north.room, `/ioc add\n${kinds.map(([, typed]) => typed).join("\n")}`);
      const lines = answer.body.split("\n");
      for (const [at, [kind, , shown]] of kinds.entries()) {
        expect(lines[at]).toMatch(new RegExp(`^IOC-\\d+ logged · ${kind} · `, "u"));
        expect(lines[at]).toContain(shown);
      }
      expect(answer.formatted).not.toContain("href");
      const text = await anna.say(north.room, "/ioc add type:text the landlord's second phone");
      expect(text.body).toMatch(/^IOC-\d+ logged · text · /u);
    });

    test("a value that the case holds gets no second number", async () => {
      const first = await anna.say(north.room, "/ioc add 198.51.100.99");
      const ref = /IOC-\d+/u.exec(first.body)?.[0];
      const second = await anna.say(north.room, "//ioc add 198[.]51[.]100[.]99");
      expect(second.body).toContain(`${ref} already logged; seen again.`);
    });

    test("more than twenty values are counted in one line, and the bad ones explained", async () => {
      const values = Array.from({ length: 37 }, (_, index) => `192.0.2.${index + 100}`);
      const answer = await anna.say(north.room, `/ioc add\n${[...values, "192.0.2.999", "not..a..value", "1.2.3"].join("\n")}`);
      expect(answer.body).toMatch(/^37 logged \(IOC-\d+…(?:IOC-)?\d+\)\. 3 not: line/u);
    });

    test("a record is listed, shown and withdrawn, with its reason", async () => {
      const added = await anna.say(north.room, "/ioc add listed.example tag:c2 note: seen in the drill");
      const number = /IOC-(\d+)/u.exec(added.body)?.[1];
      expect((await anna.say(north.room, "/ioc list tag:c2")).body).toContain(`IOC-${number}`);
      const shown = await anna.say(north.room, `/ioc show ${number}`);
      for (const part of ["listed[.]example", anna.userId, "seen in the drill"]) expect(shown.body).toContain(part);
      const withdrawn = await anna.say(north.room, `/ioc withdraw ${number} reason:wrong case`);
      expect(withdrawn.body).toContain(`IOC-${number} withdrawn`);
      expect((await anna.say(north.room, "/ioc list tag:c2")).body).not.toContain(`IOC-${number}`);
      expect((await anna.say(north.room, `/ioc show ${number}`)).body).toContain("wrong case");
    });

    test("two cases that hold the same server are both told, each about its own record and nothing else", async () => {
      const held = await bruno.say(south.room, "/ioc add shared-server.example 203.0.113.77");
      const asked = await anna.say(north.room, "/ioc add shared-server[.]example");
      const holder = /IOC-\d+(?= logged · domain)/u.exec(held.body)?.[0];
      const asker = /IOC-\d+(?= logged · domain)/u.exec(asked.body)?.[0];
      const atAsker = await anna.expectMessage(north.room, (message) => isHit(message) && message.body.includes(`${asker} (domain)`));
      const atHolder = await bruno.expectMessage(south.room, (message) => isHit(message) && message.body.includes(`${holder} (domain)`));
      for (const [notice, foreign] of [
        [atAsker, [south.ref, bruno.userId, "Quiet Fox", "shared-server"]],
        [atHolder, [north.ref, anna.userId, "Night Owl", "shared-server"]],
      ] as const) {
        expect(notice).toMatchObject({ wasEncrypted: true, thread: undefined });
        for (const word of foreign) expect(notice.body + notice.formatted).not.toContain(word);
      }
      const number = /HIT-(\d+)/u.exec(atAsker.body)?.[1];
      expect((await anna.say(north.room, "/hit list")).body).toContain(`HIT-${number}`);
      expect((await anna.say(north.room, `/hit show ${number}`)).body).toContain(asker);
    });

    test("one value inside the other is a hit as well", async () => {
      const address = await bruno.say(south.room, "/ioc add 203.0.113.78");
      const ref = /IOC-\d+/u.exec(address.body)?.[0];
      // the whole range is among the kinds above
      await bruno.expectMessage(south.room, (message) => isHit(message) && message.body.includes(`${ref} (ipv4)`));
    });

    test("what was withdrawn within the grace, or is silent, tells nobody", async () => {
      await bruno.say(south.room, "/ioc add silent-one.example share:silent");
      await bruno.say(south.room, "/ioc add loud-one.example");
      await anna.say(north.room, "/ioc add silent-one.example");
      await anna.say(north.room, "/ioc add loud-one.example");
      const loud = (await anna.say(north.room, "/ioc list")).body.split("\n").find((line) => line.includes("loud-one")) ?? "";
      const ref = /IOC-\d+/u.exec(loud)?.[0];
      await anna.expectMessage(north.room, (message) => isHit(message) && message.body.includes(`${ref} (`));
      const silent = (await anna.say(north.room, "/ioc list")).body.split("\n").find((line) => line.includes("silent-one")) ?? "";
      const silentRef = /IOC-\d+/u.exec(silent)?.[0];
      expect(anna.heardIn(north.room).filter((message) => isHit(message) && message.body.includes(`${silentRef} (`))).toEqual([]);
    });
  });
}
