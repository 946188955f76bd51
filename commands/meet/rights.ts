import type { Meeting } from "#domain/meetings/meeting.ts";
import { atLeast } from "#domain/primitives/level.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";
import type { Caller } from "../../storage/index.ts";

/** Who has planned a meeting decides about it, and so does a lead; for anybody else the fault. */
export const mayDecide = (caller: Caller, meeting: Meeting, command: string): Failed | undefined =>
  meeting.by === caller.userId || atLeast(caller.level, "lead") ? undefined : fail({ code: "not-permitted", command, needs: "lead" });
