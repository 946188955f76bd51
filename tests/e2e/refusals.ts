import { beforeAll, describe, expect, test } from "vitest";
import { register } from "../support/accounts.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import type { CaseRoom, Stage } from "../support/stage.ts";

/** The table of `/ioc …` errors: what is typed in a case room, what the answer must say. */
const table: readonly (readonly [string, readonly string[]])[] = [
  ["/ioc ad 192.0.2.4", ["Nothing was logged.", 'Unknown verb "ad"', "/ioc add 192"]],
  ["/ioc delete 12", ["Unknown verb", "withdraw"]],
  ["/oic add 192.0.2.4", ["Nothing was logged.", "Did you mean", "/ioc add"]],
  ["/ioc add", ["Nothing was logged.", "Missing: value", "Usage"]],
  ["/ioc add 192.0.2.999", ["Nothing was logged.", "is not an IPv4 address", "type:text"]],
  ["/ioc add 192.0.2.4 tpl:red", ["Nothing was logged.", '"tpl:" is not an option', "tlp:red"]],
  ["/ioc add 192.0.2.4 tlp:amber-strict", ["Nothing was logged.", "tlp: is one of red, amber+strict, amber, green, clear", "^"]],
  ["/ioc show 99999", ["No such", "in this case"]],
  ["/hit show 99999", ["No such", "in this case"]],
  ['/case open "Other" lead:@anna', ["only in the coordination room"]],
];

/** Whom the bot does not obey, and what it says to what it does not understand. */
export function refusals(stage: () => Stage): void {
  describe("refusals", () => {
    let lead: Officer;
    let here: CaseRoom;
    beforeAll(async () => {
      lead = await stage().officer("rita", "BE");
      here = await stage().openCase("Refused Heron", lead);
    });
    const put = async (type: string, content: object, who = lead): Promise<string> => {
      const path = `/_matrix/client/v3/rooms/${encodeURIComponent(here.room)}/send/${type}/raw${Math.random()}`;
      const response = await fetch(who.account.homeserver + path, {
        method: "PUT",
        headers: { authorization: `Bearer ${who.account.accessToken}` },
        body: JSON.stringify(content),
      });
      return ((await response.json()) as { event_id: string }).event_id;
    };

    test.for(table)("%s", async ([typed, parts]) => {
      const answer = await lead.say(here.room, typed);
      for (const part of parts) expect(answer.body).toContain(part);
    });

    test("a bad option logs nothing", async () => {
      await lead.say(here.room, "/ioc add never-logged.example tpl:red");
      expect((await lead.say(here.room, "/ioc list")).body).not.toContain("never-logged");
    });

    test("talk and other programs' commands get no answer", async () => {
      const silent = [
        await lead.send(here.room, "/weather"),
        await lead.send(here.room, "/home/user"),
        await lead.send(here.room, "good morning"),
      ];
      await lead.say(here.room, "/bot version");
      for (const eventId of silent) expect(lead.answersTo(eventId)).toEqual([]);
    });

    test("a plaintext command does nothing, and its officer is told so in private, once for several", async () => {
      const eventId = await put("m.room.message", { msgtype: "m.text", body: "/ioc add plaintext-canary.example" });
      expect(eventId).toMatch(/^\$/u);
      expect((await lead.say(here.room, "/ioc list")).body).not.toContain("plaintext-canary");
      expect(lead.answersTo(eventId)).toEqual([]);
      const tells = ({ body }: { readonly body: string }) => body.startsWith("Nothing was done: the command that you typed");
      const room = await lead.hearing.expect(tells, "the warning", 60_000);
      expect(room.room).not.toBe(here.room);
      await put("m.room.message", { msgtype: "m.text", body: "/ioc list" });
      await put("m.room.message", { msgtype: "m.text", body: "good morning" });
      expect((await lead.say(room.room, "/bot why")).body).toContain("it came without encryption");
      expect(lead.hearing.heard.filter(tells)).toHaveLength(1);
    });

    test("the removal of a command undoes nothing, and is told", async () => {
      const typed = await lead.send(here.room, "/ioc add removed.example");
      const [ref = ""] = /IOC-\d+/u.exec((await lead.expectAnswer(typed)).body) ?? [];
      await lead.client.redactEvent(here.room, typed);
      const told = await lead.expectMessage(here.room, ({ body }) => body.includes("removed the message of a command"));
      expect(told.body).toContain(`${lead.userId} removed the message of a command that was done. ${ref} stays logged`);
      expect((await lead.say(here.room, `/ioc show ${ref.slice(4)}`)).body).toContain("The command that logged it was removed");
    });

    test("an edit is not executed", async () => {
      const original = await lead.send(here.room, "/ioc add before-edit.example");
      await lead.expectAnswer(original);
      const edit = await lead.sendContent(here.room, {
        msgtype: "m.text",
        body: "* /ioc add after-edit.example",
        "m.new_content": { msgtype: "m.text", body: "/ioc add after-edit.example" },
        "m.relates_to": { rel_type: "m.replace", event_id: original },
      });
      const told = await lead.expectMessage(here.room, (message) => message.body.includes("Your edit was not executed"));
      expect(told.body).toContain("/ioc add after-edit[.]example");
      expect(edit).not.toBe(original);
      expect((await lead.say(here.room, "/ioc list")).body).not.toMatch(/IOC-\d+.*after-edit/u);
    });

    test("a command typed in a thread, as a reply, or with a name before it is answered where it stands", async () => {
      const root = await lead.send(here.room, "a thread about nothing");
      const inThread = { rel_type: "m.thread", event_id: root, is_falling_back: true, "m.in_reply_to": { event_id: root } };
      await lead.sendContent(here.room, { msgtype: "m.text", body: "/ioc add in-thread.example", "m.relates_to": inThread });
      const answer = await lead.expectMessage(here.room, (message) => message.body.includes("in-thread[.]example"));
      expect(answer.thread).toBe(root);
      const reply = await lead.sendContent(here.room, {
        msgtype: "m.text",
        body: "Liaison: bot version",
        "m.relates_to": { "m.in_reply_to": { event_id: root } },
        "m.mentions": { user_ids: [stage().bot] },
      });
      expect((await lead.expectAnswer(reply)).body).toContain("Liaison");
    });

    test("a device that its owner has not signed is told so, and its command does not run", async () => {
      const unsigned = await openOfficer(await register(stage().homeserver, "ursula"), { signed: false });
      try {
        const { clara, coordination } = stage();
        await clara.say(coordination, `/officer add ${unsigned.userId} country:DE`);
        await lead.say(here.room, `/case add ${unsigned.userId}`);
        await unsigned.expectRoom(here.ref);
        await unsigned.send(here.room, "/ioc add unsigned-canary.example");
        const told = await lead.expectMessage(here.room, (message) => message.body.includes("I take commands only from verified devices"));
        expect(told.sender).toBe(stage().bot);
        expect((await lead.say(here.room, "/ioc list")).body).not.toContain("unsigned-canary");
      } finally {
        await unsigned.stop();
      }
    });

    test("an invitation counts only from a coordinator, and from who becomes one", async () => {
      const { bot, clara, coordination } = stage();
      const future = await stage().officer("orla", "IE");
      const own = await future.createEncryptedRoom([bot], "A coordination room to be");
      // the case's room is known to the bot by the same sync at the latest, so the invitation was seen before this answer
      await clara.say(coordination, "/bot version");
      expect(future.client.getRoom(own)?.getMember(bot)?.membership).toBe("invite");
      await clara.say(coordination, `/officer add ${future.userId} role:coordinator`);
      await future.expectMember(own, bot);
      await future.expectMessage(own, (message) => message.body.includes("coordination room"));
      expect((await future.say(own, `/officer add ${future.userId} role:officer`)).body).toMatch(/^Nothing was saved\./u);
    });
  });
}
