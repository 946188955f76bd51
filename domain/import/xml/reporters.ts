import type { Gathering } from "#domain/import/gather.ts";
import { type Tally, tally } from "#domain/import/tally.ts";
import { domainsOf, neighbourhood } from "#domain/people/domains.ts";

/** Computers whose logs a file holds: victims' or colleagues', and no suspects. */
export interface Reporters {
  /** Notes one, by its name as the file has it and the line on which it stands. */
  add(machine: string, line: number): void;
  /** Gathers all but what stands at them or in their domains; that is counted for `tell`. */
  without(gather: Gathering): Gathering;
  /** Names what was left out, each value with how often it stands there. */
  tell(gather: Gathering): void;
}

/** Where Windows writes which computer has logged an event (its schema's SystemPropertiesType), from the inside. */
const path = ["Computer", "System", "Event"];
/** Whether what stands in the innermost of these elements, by their names without prefixes, is the computer that reports. */
export const isReporter = (within: readonly string[]): boolean =>
  within.length >= path.length && path.every((name, at) => within[within.length - 1 - at] === name);

/** Starts with none. */
export function reporters(): Reporters {
  const machines = new Map<string, string>();
  const apart: Tally = tally();
  return {
    add: (machine, line) => {
      const [name, above] = neighbourhood(machine);
      if (name === undefined) return;
      machines.set(name, name);
      if (above !== undefined && !machines.has(above)) machines.set(above, name);
      apart.add(line, { code: "reporter", typed: name, machine: name });
    },
    without: (gather) => {
      if (machines.size === 0) return gather;
      const domains = domainsOf(machines.keys());
      return {
        ...gather,
        row: (row) => {
          const domain = domains.of(row.indicator);
          const machine = domain === undefined ? undefined : machines.get(domain);
          if (machine === undefined) gather.row(row);
          else apart.add(row.line, { code: "reporter", typed: row.indicator.value.slice(0, 100).toWellFormed(), machine });
        },
      };
    },
    tell: (gather) => apart.tell(gather),
  };
}
