/** Tells an operator of a queue's faults without quoting them and without flooding the log. */
export interface FaultReport {
  fault(this: void, fault: unknown): void;
  /** It works: said if a fault was told before. */
  well(this: void): void;
}

const quietMs = 60_000;

/** Each name at most once a minute. `clock`: milliseconds that only grow. */
export function faultReport(tell: (name: string) => void, clock: () => number = () => performance.now()): FaultReport {
  const toldAt = new Map<string, number>();
  let told = false;
  return {
    fault(fault) {
      const name = nameOf(fault);
      const last = toldAt.get(name);
      if (last !== undefined && clock() - last < quietMs) return;
      toldAt.set(name, clock());
      told = true;
      tell(name);
    },
    well() {
      if (told) tell("back");
      told = false;
    },
  };
}

/** A system's or database's code, the word that heads a reply of Redis (its protocol's "simple errors"), else the class. */
function nameOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault;
  if ("code" in fault && typeof fault.code === "string") return fault.code;
  if (fault.name !== "ReplyError") return fault.name;
  // up to version 6 an error inside a script stands behind one of the script
  const words = [...fault.message.matchAll(/(?:^|: -)([A-Z]{2,20})(?= )/gu)];
  return words.at(-1)?.[1] ?? fault.name;
}
