import { atLeast } from "#domain/level.ts";
import type { Meeting } from "#domain/meeting.ts";
import { type Failed, fail } from "#domain/result.ts";
import type { Caller } from "../storage/index.ts";

/** Who has planned a meeting decides about it, and so does a lead; for anybody else the fault. */
export const mayDecide = (caller: Caller, meeting: Meeting, command: string): Failed | undefined =>
  meeting.by === caller.userId || atLeast(caller.level, "lead") ? undefined : fail({ code: "not-permitted", command, needs: "lead" });
