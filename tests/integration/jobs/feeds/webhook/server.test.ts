import { describe, expect, test } from "vitest";
import type { HookSender } from "../../../../support/hook-sender.ts";
import { until } from "../../../../support/waiting.ts";
import { anna } from "../../../storage/fresh.ts";
import { onHooks } from "./hook-server.ts";

const { there, start, stop, waiting, titles, said, counts } = onHooks();
const least = { severity: "low", title: "Beaconing" };
const edr: HookSender["send"] = (...sent) => there().edr.send(...sent);
const soc: HookSender["send"] = (...sent) => there().soc.send(...sent);
const none = { accepted: 0 };

test("a good delivery is committed before its answer: alert, message to the room, audit entry", async () => {
  const { status, text } = await edr({ ...least, severity: "critical", text: "two\nlines", indicators: ["198.51.100.7"] });
  expect([status, text]).toEqual([202, "Accepted."]);
  const [item, ...others] = await waiting();
  expect(others).toEqual([]);
  expect(item).toMatchObject({
    mentions: [anna],
    notice: {
      type: "alert",
      alert: { ref: expect.stringMatching(/^ALERT-\d+$/u), severity: "critical", source: { number: 1, name: "EDR" } },
      content: { title: "Beaconing", text: "two\nlines", indicators: ["198.51.100.7"] },
      called: [anna],
    },
  });
  expect(await there().storage.database.query("select action, outcome from liaison.audit_entry")).toEqual([
    { action: "alert webhook", outcome: "done" },
  ]);
  expect(said()).toBe(1);
  expect(await counts()).toEqual({ sources: [{ accepted: 1 }, none], nowhere: {} });
});

test("a repeated id is accepted and not taken again, another alert under it is refused; the same id of another source is taken", async () => {
  expect((await edr(least, { id: "one" })).status).toBe(202);
  expect(await edr(least, { id: "one" })).toMatchObject({ status: 202, text: "Accepted." });
  // written another way it is the same alert
  expect((await edr(` ${JSON.stringify({ title: least.title, severity: least.severity, indicators: [] })}`, { id: "one" })).status).toBe(
    202,
  );
  const other = await edr({ ...least, title: "Other" }, { id: "one" });
  expect(other).toMatchObject({
    status: 409,
    text: "Another alert came with this id: nothing was taken. Give each alert an id of its own.",
  });
  expect((await soc({ ...least, title: "Third" }, { id: "one" })).status).toBe(202);
  expect(await titles()).toEqual(["Beaconing", "Third"]);
  expect(said()).toBe(2);
  expect(await counts()).toEqual({ sources: [{ accepted: 1, repeated: 2, other: 1 }, { accepted: 1 }], nowhere: {} });
});

test("a delivery is taken while commands and jobs hold every connection that they may have", async () => {
  const { storage } = there();
  const gate = Promise.withResolvers<void>();
  let held = 0;
  const holding = Array.from({ length: 30 }, () =>
    storage.transaction(async (tx) => {
      await tx.stores.roster.list();
      held++;
      await gate.promise;
    }),
  );
  try {
    await until(() => held === 10 || undefined, "as many as there are");
    expect((await edr(least)).status).toBe(202);
    expect(held).toBe(10);
  } finally {
    gate.resolve();
    await Promise.all(holding);
  }
  expect(await titles()).toEqual(["Beaconing"]);
});

test("many at once with the same id are one", async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => edr(least, { id: "same" })));
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 202));
  expect(await titles()).toEqual(["Beaconing"]);
});

describe("refused, counted, and nothing of it stored:", () => {
  const nobody = () => `http://127.0.0.1:${there().port}/hooks/${"x".repeat(32)}`;
  const refused = "Refused: address, signature or timestamp is not right.";
  test("a wrong signature, another source's, an unknown address, an old or early time: one and the same answer", async () => {
    const minutes = (n: number) => ({ at: new Date(Date.now() + n * 60_000) });
    const answers = [
      await edr(least, { signature: `v1,${Buffer.alloc(32).toString("base64")}` }),
      await edr(least, { signature: "" }),
      await edr(least, { address: there().soc.address }),
      await edr(least, { address: nobody() }),
      await edr(least, minutes(-6)),
      await edr(least, minutes(6)),
    ];
    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [401, refused]));
    const headers = answers.map((answer) => [...answer.headers.keys()]);
    for (const names of headers) expect(names).toEqual(headers[0]);
    expect(await titles()).toEqual([]);
    expect(await counts()).toEqual({
      sources: [
        { accepted: 0, signature: 2, timestamp: 2 },
        { accepted: 0, signature: 1 },
      ],
      nowhere: { signature: 1 },
    });
  });

  test("a body above 64 KiB, declared or not, whoever signed it", async () => {
    const big = JSON.stringify({ ...least, text: "x".repeat(70_000) });
    const sentence = "The body has more than 64 KiB.";
    expect(await edr(big)).toMatchObject({ status: 413, text: sentence });
    expect(await edr(big, { address: nobody() })).toMatchObject({ status: 413, text: sentence });
    // without its length in front
    const body = new ReadableStream({
      start(stream) {
        for (let at = 0; at < 9; at++) stream.enqueue(new Uint8Array(8_192));
        stream.close();
      },
    });
    // what a stream as body needs (Fetch standard, "RequestDuplex"), and the types do not know
    const streamed: RequestInit & { readonly duplex: "half" } = { method: "POST", body, duplex: "half" };
    expect((await fetch(there().edr.address, streamed)).status).toBe(413);
    // just as much as is allowed
    const filled = (length: number) => JSON.stringify(least).padEnd(length, " ");
    expect((await edr(filled(65_536))).status).toBe(202);
    expect((await edr(filled(65_537))).status).toBe(413);
    expect(await titles()).toEqual(["Beaconing"]);
    expect(await counts()).toEqual({ sources: [{ accepted: 1, "too-large": 3 }, none], nowhere: { "too-large": 1 } });
  });

  test("a malformed body with the right signature, by a sentence that quotes nothing", async () => {
    const canary = "canary";
    const bodies = [
      `{"${canary}`,
      `["${canary}"]`,
      { ...least, [canary]: canary },
      { ...least, severity: canary },
      { ...least, title: canary.repeat(40) },
    ];
    const answers = [];
    for (const body of bodies) answers.push(await edr(body));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 400));
    expect(answers.map(({ text }) => text)).toEqual([
      "The body is not JSON in UTF-8.",
      "The body is not a JSON object.",
      "The body has a field other than severity, title, text and indicators.",
      "severity is one of info, low, medium, high, critical.",
      "title is a text of 1 to 200 characters.",
    ]);
    expect(await titles()).toEqual([]);
    expect(await counts()).toEqual({ sources: [{ accepted: 0, malformed: 5 }, none], nowhere: {} });
  });

  test("what no delivery is", async () => {
    const base = `http://127.0.0.1:${there().port}`;
    for (const path of ["/", "/hooks", "/hooks/", `/hooks/${"x".repeat(65)}`, "/hooks/a/b", "/hooks/a?b", "/other"])
      expect((await fetch(base + path, { method: "POST" })).status, path).toBe(404);
    for (const method of ["GET", "PUT", "DELETE", "HEAD"]) {
      const answer = await fetch(there().edr.address, { method });
      expect([answer.status, answer.headers.get("allow")], method).toEqual([405, "POST"]);
    }
    expect(await counts()).toEqual({ sources: [none, none], nowhere: {} });
  });

  test("one more than the source may send", async () => {
    await stop();
    const takes = [true, false];
    await start(undefined, { take: () => takes.shift() ?? true });
    expect((await edr(least, { id: "one" })).status).toBe(202);
    const late = await edr({ ...least, title: "Second" }, { id: "two" });
    expect([late.status, late.text, late.headers.get("retry-after")]).toEqual([
      429,
      "Too many: send it again later with the same id.",
      "30",
    ]);
    expect(await titles()).toEqual(["Beaconing"]);
    expect((await edr({ ...least, title: "Second" }, { id: "two" })).status).toBe(202);
    expect(await titles()).toEqual(["Beaconing", "Second"]);
    expect(await counts()).toEqual({ sources: [{ accepted: 2, "too-many": 1 }, none], nowhere: {} });
  });
});
