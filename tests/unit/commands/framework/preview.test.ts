import { expect, test } from "vitest";
import type { Notice } from "#domain/notices/index.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { type Confirmation, defineCommand } from "../../../../commands/framework/define.ts";
import { dispatch, type Outcome } from "../../../../commands/framework/dispatch.ts";
import type { Stores } from "../../../../storage/index.ts";
import { anna, bot, botState, bruno, clara, inCoordination, now, world } from "../../../support/stores.ts";

/** A command that puts anna elsewhere, after whatever `confirm` says; `show` is what it shows. */
function moving(confirm: (answer: Notice) => Confirmation | undefined | "refuse") {
  const w = world("coordinator");
  const digest = (would: unknown) => JSON.stringify(would);
  const move = defineCommand({
    name: "spy it",
    summary: "",
    where: "coordination",
    permission: "read",
    effect: "saves",
    args: {},
    needs: ["roster"],
    examples: ["spy it"],
    async run({ roster }) {
      const { officer, again } = await roster.save({ userId: anna, country: "ZZ" });
      return ok({ answer: { type: "officer-saved", officer, again } });
    },
    async confirm({ would, roster }) {
      // it sees what was written
      expect((await roster.find(anna))?.country).toBe("ZZ");
      const asked = confirm(would.answer);
      return asked === "refuse" ? fail({ code: "no-such", noun: "hit" }) : ok(asked);
    },
  });
  const send = (confirmed?: string, confirmedBy?: UserId): Promise<Outcome | undefined> => {
    // the one store that is not in memory and is needed here
    const stores: Stores = { ...w.tx.stores, confirmations: { ...w.tx.stores.confirmations, digest } };
    const code = { ...(confirmed !== undefined && { confirmed }), ...(confirmedBy && { confirmedBy }) };
    const message = { text: "/spy it", by: clara, place: inCoordination, bot, ...code };
    return dispatch([move], message, { tx: { ...w.tx, stores }, botState, now });
  };
  return { w, send, country: () => w.rows.officers.find(({ userId }) => userId === anna)?.country };
}
const version = (text: string): Notice => ({ type: "version", version: text });

test("what needs a code is only looked at, and shown to whom the command says", async () => {
  const { send, country } = moving(() => ({ show: version("1"), of: [anna] }));
  const outcome = await send();
  expect(outcome).toMatchObject({ outcome: "asked", command: "spy it", asks: { of: [anna], show: version("1"), would: false } });
  expect(outcome?.answer).toEqual({ type: "confirm-wanted", of: [anna], waits: false });
  expect(country()).toBe("NL");
});

test("it runs on the digest of what was shown, and on no other", async () => {
  let shown = "1";
  const { send, country } = moving(() => ({ show: version(shown) }));
  const digest = (await send())?.asks?.digest;
  shown = "2";
  expect(await send(digest)).toMatchObject({ outcome: "asked", answer: { type: "confirm-changed" }, asks: { show: version("2") } });
  expect(country()).toBe("NL");
  shown = "1";
  expect(await send(digest)).toMatchObject({ outcome: "done" });
  expect(country()).toBe("ZZ");
});

test("it runs on the code of one who is the right one still, and of nobody else", async () => {
  let of = [anna];
  const { send, country } = moving(() => ({ show: version("1"), of }));
  const digest = (await send())?.asks?.digest;
  expect(await send(digest, clara)).toMatchObject({ outcome: "asked", answer: { type: "confirm-changed", of: [anna] } });
  of = [bruno, clara];
  expect(await send(digest, anna)).toMatchObject({ outcome: "asked", asks: { of } });
  expect(country()).toBe("NL");
  expect(await send(digest, bruno)).toMatchObject({ outcome: "done" });
  expect(country()).toBe("ZZ");
});

test("what fails after it has written something has written nothing", async () => {
  const w = world("coordinator");
  const halfway = defineCommand({
    name: "spy half",
    summary: "",
    where: "coordination",
    permission: "read",
    effect: "saves",
    args: {},
    needs: ["roster"],
    examples: ["spy half"],
    async run({ roster }) {
      await roster.save({ userId: anna, country: "ZZ" });
      return fail({ code: "no-such", noun: "hit" });
    },
  });
  expect(await w.send("/spy half", inCoordination, clara, [halfway])).toMatchObject({ outcome: "refused" });
  expect(w.rows.officers.find(({ userId }) => userId === anna)?.country).toBe("NL");
});

test("a call that needs none runs at once; what is wrong with a call is told at once", async () => {
  const plain = moving(() => undefined);
  expect(await plain.send()).toMatchObject({ outcome: "done" });
  expect(plain.country()).toBe("ZZ");
  const wrong = moving(() => "refuse");
  expect(await wrong.send()).toMatchObject({ outcome: "refused", answer: { type: "fault", fault: { code: "no-such" } } });
  expect(wrong.country()).toBe("NL");
});
