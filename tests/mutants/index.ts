import type { Mutant } from "./define.ts";
import { clearance } from "./list/clearance.ts";
import { confirmation } from "./list/confirmation.ts";
import { dispatch } from "./list/dispatch.ts";
import { files } from "./list/files.ts";
import { gate } from "./list/gate.ts";
import { guard } from "./list/guard.ts";
import { hits } from "./list/hits.ts";
import { intake } from "./list/intake.ts";
import { judge } from "./list/judge.ts";
import { lease } from "./list/lease.ts";
import { outbox } from "./list/outbox.ts";
import { replay } from "./list/replay.ts";
import { rooms } from "./list/rooms.ts";
import { said } from "./list/said.ts";
import { sealing } from "./list/sealing.ts";
import { settings } from "./list/settings.ts";
import { trust } from "./list/trust.ts";

/** What is broken, by what it is of. */
const lists = {
  gate,
  judge,
  clearance,
  dispatch,
  guard,
  confirmation,
  trust,
  "encryption settings": settings,
  outbox,
  replay,
  lease,
  sealing,
  hits,
  rooms,
  intake,
  files,
  said,
} as const satisfies Readonly<Record<string, readonly Mutant[]>>;

export type Subject = keyof typeof lists;

/** One of them, with its subject. */
export type Listed = Mutant & { readonly subject: Subject };

export const mutants: readonly Listed[] = Object.entries(lists).flatMap(([subject, list]) =>
  // its keys are those of the record, of which Object.entries does not know
  list.map((mutant) => ({ ...mutant, subject: subject as Subject })),
);
