import type { Waited } from "./trace-preload.ts";

/** One transaction, or one statement alone, as the process waited for it. */
export interface Unit {
  readonly kind: string;
  readonly statements: number;
  readonly from: number;
  readonly to: number;
}

/** What a transaction is for, by the first of these that one of its statements says. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ["sync: inbox rows, members, token", /insert into liaison\.inbox|liaison\.sync_state/u],
  ["inbox: take the next", /update liaison\.inbox set attempts/u],
  ["handle: claim, command, rows, audit, answer, end", /from liaison\.inbox where event_id/u],
  ["outbox: look at what waits", /from liaison\.outbox o\s+where sent_at is null/u],
  ["deliver: authorize on the members now", /update liaison\.outbox set attempts/u],
  ["deliver: write down as sent", /update liaison\.outbox set sent_at/u],
  ["deliver: tell of problems", /liaison\.room_trouble/u],
  ["job: begin", /update liaison\.work set attempts/u],
  ["job: run", /select id, job, subject/u],
  ["relay: what is due", /select id, job, attempts from liaison\.work/u],
  ["pending rooms and invitations", /liaison\.case_member|officer_invited|liaison\.room/u],
  ["approvals of identities", /identity_approval|liaison\.confirmation/u],
  ["now and then: what waits for a key, what nobody told of", /waiting-key|select distinct on \(room_key\)/u],
  ["encryption journal", /device\./u],
  ["queue (BullMQ)", /add_jobs|move_to|next_signal|next_delay|queue|\bjob/iu],
  ["lease", /liaison\.lease/u],
];
/** The names of `kinds` that other files look for. */
export const kind = {
  sync: kinds[0]?.[0],
  take: kinds[1]?.[0],
  handle: kinds[2]?.[0],
  look: kinds[3]?.[0],
  authorize: kinds[4]?.[0],
  sent: kinds[5]?.[0],
};

const isBegin = ({ what }: Waited): boolean => what.startsWith("begin");
const isEnd = ({ what }: Waited): boolean => what === "commit" || what === "rollback";

/** The statements of each connection, put together to transactions; in the order of their ends. */
export function transactions(trace: readonly Waited[]): readonly Unit[] {
  const open = new Map<number, Waited[]>();
  const units: Unit[] = [];
  const close = (parts: readonly Waited[]): void => {
    const texts = parts.map(({ what }) => what);
    const found = kinds.find(([, says]) => texts.some((text) => says.test(withoutLease(text))));
    const statements = parts.length;
    const [from, to] = [Math.min(...parts.map((part) => part.from)), Math.max(...parts.map((part) => part.to))];
    units.push({ kind: found?.[0] ?? `other: ${texts.find((text) => !text.startsWith("begin"))?.slice(0, 60)}`, statements, from, to });
  };
  for (const one of trace.filter(({ on }) => on === "pg").toSorted((a, b) => a.from - b.from)) {
    const line = one.line ?? 0;
    const parts = open.get(line);
    if (isBegin(one)) open.set(line, [one]);
    else if (parts === undefined) close([one]);
    else {
      parts.push(one);
      if (!isEnd(one)) continue;
      open.delete(line);
      close(parts);
    }
  }
  return units.toSorted((a, b) => a.to - b.to);
}

/** Every transaction begins with the lease. */
const withoutLease = (text: string): string => (text.startsWith("begin") ? "" : text);
