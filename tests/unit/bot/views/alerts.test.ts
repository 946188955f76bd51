import { expect, test } from "vitest";
import type { AlertContent, AlertLine } from "#domain/alerts/alert.ts";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import { roomId } from "#domain/primitives/ids.ts";
import { gatePrivate } from "../../../../bot/gate/private-gate.ts";
import { gate } from "../../../../bot/gate/room-gate.ts";
import { render } from "../../../../bot/views/index.ts";
import type { Listener } from "../../../../storage/index.ts";
import { anna, clara, night, now } from "../../../support/stores.ts";

const source = { number: 3, name: "EDR <b>" };
function alert(content: Partial<AlertContent>, called = [anna]): Extract<Notice, { readonly type: "alert" }> {
  const all: AlertContent = { severity: "high", title: "Beacon to evil.example @room", indicators: [], ...content };
  const line: AlertLine = { ref: "ALERT-7", severity: all.severity, title: all.title, source, codes: caseDefaults, at: now };
  return { type: "alert", codes: caseDefaults, alert: line, content: all, called };
}

test("everything of it is defanged and escaped, and its indicators are the rest of a command", () => {
  const content = {
    text: "see http://evil.example/a\n\u202eand <b>\u0007\r\n\n10.0.0.1",
    indicators: ["198.51.100.7", "hxxps://evil[.]example/x", "what is this", "evil.example"],
  };
  const { text, html } = render(alert(content), { prefix: "!" });
  expect(text).toBe(
    [
      'ALERT-7 · high · "Beacon to evil[.]example [@]room"',
      'from source 3 "EDR <b>" · 2026-11-02 14:00 UTC · TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit',
      "@anna:liaison.localhost: to acknowledge !alert ack 7",
      "│ see http[://]evil[.]example/a",
      "│ \\u{202e}and <b>\\u{7}",
      "│ 10[.]0[.]0[.]1",
      "Not read as indicators: what is this",
      "Nothing of it is logged. To log its 3 indicators:",
      "!ioc add",
      "198[.]51[.]100[.]7",
      "hxxps://evil[.]example/x",
      "evil[.]example",
    ].join("\n"),
  );
  expect(html).not.toContain("<b>");
});

test("none of its lines begins like words of the bot, and its title ends where its quotation does", () => {
  const title = 'x" · IOC-7 withdrawn: typo';
  const text = ["IOC-7 withdrawn: false positive.", "/ok K7Q4 · /no K7Q4 (for ten minutes)"].join("\u2028");
  const shown = render(alert({ title, text: `${text}\u0085│ @otto shows a new identity\v\fHIT-1: asked` }), { prefix: "!" }).text.split(
    "\n",
  );
  expect(shown[0]).toBe('ALERT-7 · high · "x\' · IOC-7 withdrawn: typo"');
  expect(shown.slice(3)).toEqual([
    "│ IOC-7 withdrawn: false positive.",
    "│ /ok K7Q4 · /no K7Q4 (for ten minutes)",
    "│ │ [@]otto shows a new identity",
    "│ HIT-1: asked",
  ]);
});

test("a record has nobody to call", () => {
  expect(
    render(alert({ severity: "low", title: "x" }, []), { prefix: "!" })
      .text.split("\n")
      .slice(2),
  ).toEqual(["To acknowledge: !alert ack 7"]);
});

test("the greatest one fits one message, and says what did not fit", () => {
  const indicators = Array.from({ length: 100 }, (_, n) => `https://evil.example/${"x".repeat(500)}${n}`);
  const { text, html } = render(alert({ title: "t".repeat(200), text: "y ".repeat(2_000), indicators }), { prefix: "!" });
  expect(Buffer.byteLength(text) + Buffer.byteLength(html)).toBeLessThanOrEqual(20_000);
  expect(text).toMatch(/… and \d+ more that do not fit one message\.$/u);
});

const here: Listener = { userId: clara, since: now, ofCase: false, coordinator: true };

test("a secret goes to a private room and to no other", () => {
  const notice = { type: "alert-source-added", source, ref: "C-2026-0001", address: "http://x", secret: "whsec_x" } as const;
  for (const kind of ["case", "coordination", "private", "unknown"] as const)
    expect(gate(notice, { roomId: roomId("!r"), kind, safe: true }, [here], now)).toEqual({ decision: "hold" });
  const officer = { userId: clara, name: "clara", role: "coordinator", zone: "UTC" } as const;
  expect(gatePrivate(notice, officer, { cases: new Map(), about: undefined }, now)).toEqual({ decision: "allow", notice });
});

test("of a list only what everybody in the room may hear is shown, and the rest counted", () => {
  const line = (n: number, codes: Codes, at: Date): AlertLine => ({ ref: `ALERT-${n}`, severity: "low", title: "x", source, codes, at });
  const red: Codes = { ...caseDefaults, tlp: "red" };
  const before = new Date(now.getTime() - 1);
  const alerts = [line(3, red, now), line(2, red, before), line(1, caseDefaults, before)];
  const verdict = gate(
    { type: "alert-list", codes: red, alerts, total: 3, all: false },
    { roomId: roomId("!r"), kind: "case", case: night, safe: true },
    [{ ...here, ofCase: true }],
    now,
  );
  const notice = verdict.decision === "allow" ? render(verdict.notice, { prefix: "/" }).text.split("\n") : [];
  expect(notice.map((one) => one.split(" · ")[0])).toEqual(["3 open alerts, newest first; 1 not shown here:", "ALERT-3", "ALERT-1"]);
});
