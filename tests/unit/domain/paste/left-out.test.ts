import { expect, test } from "vitest";
import { render } from "../../../../bot/views/index.ts";
import { world } from "../../../support/stores.ts";

/** The lines of an answer. */
async function ask(w: ReturnType<typeof world>, typed: string): Promise<readonly string[]> {
  const outcome = await w.send(typed);
  return outcome ? render(outcome.answer, { prefix: outcome.prefix }).text.split("\n") : [];
}
const codes = "TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit";

test("what was typed and is no part of the value is said, value by value", async () => {
  const w = world();
  expect(await ask(w, "/ioc add 1.2.3.4:443 evil[.]example\nseen from [fe80::1%eth0]:22, 10.1.2.3/8")).toEqual([
    `IOC-1 logged · ipv4 · 1[.]2[.]3[.]4 · ${codes} · port 443 left out · to undo: /ioc withdraw 1 reason:typo`,
    `IOC-2 logged · domain · evil[.]example · ${codes} · to undo: /ioc withdraw 2 reason:typo`,
    `IOC-3 logged · ipv6 · fe80[:]:1 · ${codes} · zone eth0, port 22 left out · to undo: /ioc withdraw 3 reason:typo`,
    `IOC-4 logged · ipv4-cidr · 10[.]0[.]0[.]0/8 · ${codes} · host bits of 10[.]1[.]2[.]3 left out · to undo: /ioc withdraw 4 reason:typo`,
  ]);
  expect(await ask(w, "/ioc add 1.2.3.4:8080 1.2.3.4:80 tlp:green")).toEqual([
    `IOC-1 already logged; seen again. Left out: port 8080, port 80. It keeps its codes: ${codes}`,
  ]);
});

test("of many values it is said how many lost something", async () => {
  const values = Array.from({ length: 30 }, (_, at) => (at < 7 ? `1.2.3.${at}:443` : `1.2.3.${at}`)).join(" ");
  expect(await ask(world(), `/ioc add ${values}`)).toContain(
    "Of 7 values a port, a zone, host bits or the address of who rewrote a link were left out.",
  );
});
