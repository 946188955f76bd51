import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "#domain/text/fold.ts";
import { render } from "../../../../bot/views/index.ts";
import { keys } from "../../../../commands/framework/line/keys.ts";
import { tokenize } from "../../../../commands/framework/line/tokenize.ts";
import { commands } from "../../../../commands/index.ts";
import { runs } from "../../../support/runs.ts";
import { inCase, inCoordination, world } from "../../../support/stores.ts";

const word = fc.oneof(
  fc.constantFrom(...commands.flatMap(({ name, suggestFor: also = [] }) => [...name.split(" "), ...also])),
  fc.constantFrom(...keys).map((key) => `${key}:`),
  fc.constantFrom(
    "tpl:red",
    "tlp:red",
    "h:H3",
    "type:text",
    "“",
    '"',
    "„a b“",
    "1-9",
    "IOC-1",
    "HIT-1…3",
    "@anna",
    "@x:y.example",
    "\n",
    "\r\n",
    "lead:[a b](https://matrix.to/#/@anna:liaison.localhost)",
  ),
  fc.constantFrom(
    "1.2.3.4",
    "1.2.3.999",
    "2001:db8::1",
    "10.0.0.0/8",
    "a@evil.example",
    "http://evil.example/a?b=c",
    "evil.example",
    "d".repeat(64),
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const message = fc
  .tuple(
    fc.constantFrom("/", "//", "!", "Liaison: ", "@liaison:liaison.localhost ", ""),
    fc.array(word, { maxLength: 14 }),
    fc.constantFrom(" ", "  ", "\t"),
  )
  .map(([prefix, words, blank]) => prefix + words.join(blank));
/** Random messages that are mostly commands. */
const command = fc.oneof(
  message,
  fc
    .tuple(fc.constantFrom(...commands.map(({ name }) => name)), fc.array(word, { maxLength: 10 }))
    .map(([name, words]) => `/${name} ${words.join(" ")}`),
);

test("every piece of a line lies where the token says", () => {
  fc.assert(
    fc.property(fc.oneof(command, fc.string({ unit: "binary", maxLength: 60 })), (text) => {
      const { lines, first } = tokenize(text, 0);
      let end = 0;
      for (const { at } of first) {
        expect(at.from).toBeGreaterThanOrEqual(end);
        expect(at.to).toBeGreaterThan(at.from);
        expect(fold((lines[0] ?? "").slice(end, at.from)).text.trim()).toBe("");
        end = at.to;
      }
      expect(fold((lines[0] ?? "").slice(end)).text.trim()).toBe("");
    }),
  );
});

test("no text throws, and every answer fits one message", async () => {
  await fc.assert(
    fc.asyncProperty(command, fc.boolean(), async (text, coordination) => {
      const outcome = await world("coordinator").reach(text, coordination ? inCoordination : inCase());
      if (outcome === undefined || outcome === "store") return;
      const { text: body, html } = render(outcome.answer, { prefix: outcome.prefix });
      expect(body).not.toBe("");
      expect(Buffer.byteLength(body) + Buffer.byteLength(html)).toBeLessThanOrEqual(20_000);
      expect(html).not.toMatch(/<(?!\/?(?:code|pre|strong)>|br>)/u);
      expect(body.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
    }),
    { numRuns: runs(1_500) },
  );
});

const host = fc.stringMatching(/^[a-z]{3,8}\.(?:example|com|co\.uk)$/u);
const canary = fc.oneof(
  host,
  host.map((name) => `http://${name}/path`),
  host.map((name) => `https://user@${name}:8080/`),
  host.map((name) => `someone@${name}`),
  fc.ipV4(),
);

test("no domain, address or URL that somebody typed comes back clickable", async () => {
  const place = fc.constantFrom(
    "/ioc add X",
    "/ioc X",
    "/ioc X 1",
    "/ioc ad X",
    "/ioc add tpl:X",
    "/ioc add type:text see X now",
    "/ioc add X 1.2.3.999 foo.X",
    "/ioc add a.test tlp:X",
    "/ioc withdraw X reason:X",
    "/ioc add a.test note: at X",
    "/ioc add a.test src:X tag:X",
    "/ioc show X",
    "/hit X",
    "/oic add X",
    "/case add X",
    "/ioc add\nX\nX/x",
    "/ioc list tag:X",
    "/case open X lead:X",
    "/ioc add X X\nX,X; (X) <X>",
  );
  await fc.assert(
    fc.asyncProperty(place, canary, async (form, typed) => {
      const text = form.replaceAll("X", typed);
      const w = world("coordinator");
      const where = form.startsWith("/case open") ? inCoordination : inCase();
      const answers = [await w.send(text, where), await w.send("/ioc show 1"), await w.send("/ioc list")];
      for (const outcome of answers) {
        const shown = outcome && render(outcome.answer, { prefix: outcome.prefix });
        expect(shown?.text).not.toContain(typed);
        expect(shown?.html).not.toContain(typed);
        expect(shown?.text).not.toMatch(/https?:\/\//u);
      }
    }),
    { numRuns: runs(600) },
  );
});
