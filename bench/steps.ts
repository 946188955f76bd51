import { grid, median, round } from "./figures.ts";
import type { Waited } from "./trace-preload.ts";
import { kind, transactions, type Unit } from "./transactions.ts";

/** When an officer typed a command and when they had decrypted its answer; milliseconds since 1970. */
export interface Asked {
  readonly typed: number;
  readonly heard: number;
}

const steps = [
  "the officer's client encrypts and sends, the homeserver tells the bot",
  "the answer of /sync is read; inbox rows, members, token are committed",
  "the message is taken from the inbox (a commit of its own)",
  "it is decrypted",
  "it is handled: claim, command, rows, audit, answer; committed",
  "the outbox is looked at",
  "the answer is authorized on the members now (a commit of its own)",
  "view, keys, encryption, journal",
  "the homeserver takes it and tells the officer, whose client decrypts it",
] as const;
const after = "after that: it is written down as said";

const last = <T extends { readonly to: number }>(all: readonly T[], before: number): T | undefined =>
  all.findLast(({ to }) => to <= before);
const first = <T extends { readonly from: number }>(all: readonly T[], from: number): T | undefined => all.find((one) => one.from >= from);

/** Milliseconds of each step of one command; undefined if one of them is not in the trace. */
function stepsOf({ typed, heard }: Asked, units: readonly Unit[], http: readonly Waited[]): readonly number[] | undefined {
  const of = (name: string | undefined) => units.filter((unit) => unit.kind === name);
  const handle = of(kind.handle).find((unit) => unit.from >= typed && unit.to <= heard);
  if (handle === undefined) return undefined;
  const take = last(of(kind.take), handle.from);
  const inbox = take && last(of(kind.sync), take.from);
  const sync =
    inbox &&
    last(
      http.filter(({ what }) => what.endsWith("/sync")),
      inbox.from,
    );
  const look = first(of(kind.look), handle.to);
  const authorize = look && first(of(kind.authorize), look.from);
  const put =
    authorize &&
    first(
      http.filter(({ what }) => what.includes("/send/m.room.encrypted/")),
      authorize.from,
    );
  const sent = put && first(of(kind.sent), put.to);
  if (!take || !inbox || !sync || !look || !authorize || !put || !sent) return undefined;
  const times = [typed, sync.to, inbox.to, take.to, handle.from, handle.to, look.to, authorize.to, put.from, heard];
  return [...times.slice(1).map((time, at) => time - (times[at] ?? Number.NaN)), sent.to - put.to];
}

/** Medians of the steps of commands that came one after the other. */
export function stepTable(asked: readonly Asked[], trace: readonly Waited[]): string {
  const units = transactions(trace);
  const http = trace.filter(({ on }) => on === "http").toSorted((a, b) => a.to - b.to);
  const found = asked.flatMap((one) => [stepsOf(one, units, http)].filter((each) => each !== undefined));
  const whole = median(asked.map(({ typed, heard }) => heard - typed));
  const rows = [...steps, after].map((step, at) => {
    const took = median(found.map((each) => each[at] ?? Number.NaN));
    return [step, `${round(took)} ms`, step === after ? "" : `${Math.round((100 * took) / whole)} %`];
  });
  return `${grid(["step", "median", "share"], [...rows, ["**whole**", `${round(whole)} ms`, `${found.length} of ${asked.length} commands`]])}`;
}

/** What the process waited for in the database, per command; jobs and all that goes on beside included. */
export function transactionTable(commands: number, trace: readonly Waited[]): string {
  const units = transactions(trace);
  const kinds = [...new Set(units.map((unit) => unit.kind))];
  const rows = kinds.map((name) => {
    const of = units.filter((unit) => unit.kind === name);
    const statements = of.reduce((sum, unit) => sum + unit.statements, 0);
    return { name, times: of.length / commands, statements: statements / commands, took: median(of.map(({ from, to }) => to - from)) };
  });
  const sum = { times: 0, statements: 0 };
  for (const row of rows) {
    sum.times += row.times;
    sum.statements += row.statements;
  }
  const cells = rows
    .toSorted((a, b) => b.times * b.took - a.times * a.took)
    .map(({ name, times, statements, took }) => [name, round(times), round(statements), `${round(took)} ms`]);
  return grid(
    ["transaction or single statement", "per command", "statements", "median"],
    [...cells, ["**sum**", round(sum.times), round(sum.statements), ""]],
  );
}

/** How often the process asked the homeserver and the machine, per command. */
export function callTable(commands: number, trace: readonly Waited[]): string {
  const named = trace
    .filter(({ on }) => on !== "pg")
    .map((one) => ({ ...one, what: one.on === "http" ? shortPath(one.what) : `machine: ${one.what}` }));
  const names = [...new Set(named.map(({ what }) => what))];
  const rows = names.map((name) => {
    const of = named.filter(({ what }) => what === name);
    return [name, round(of.length / commands), `${round(median(of.map(({ from, to }) => to - from)))} ms`];
  });
  return grid(["call", "per command", "median"], rows);
}

/** Without ids. */
const shortPath = (what: string): string =>
  what
    .replace("/_matrix/client", "")
    .split("/")
    .map((part) => (/^[!$@]|%|^[0-9a-f-]{32,36}$|^\d+$|^m\d/u.test(part) ? "…" : part))
    .join("/");
