import type { Notice } from "#domain/notices/index.ts";
import type { Origin } from "#domain/notices/message.ts";
import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { openJson, type ScopeKey } from "../sealing/sealed.ts";

/** What an outbox row holds, sealed. */
export interface OutboxBody {
  readonly room?: RoomId;
  readonly officer?: UserId;
  readonly notice: Notice;
  readonly origin?: Origin;
  readonly asker?: UserId;
  readonly mentions?: readonly UserId[];
  readonly logged?: Date;
  readonly prefix: string;
}

/** As version 0.1 sealed it: other words for the same two things. */
interface FirstBody {
  readonly rings?: readonly UserId[];
  readonly notice: { readonly say?: string; readonly shown?: FirstBody["notice"] };
}

export const bodyCell = (row: string) => ({ table: "liaison.outbox", column: "body", row });

/** Opens the body of a row, also of one that waited through the upgrade from 0.1. */
export function openBody(key: ScopeKey, row: string, sealed: Buffer): OutboxBody {
  const body = openJson<OutboxBody | (Omit<OutboxBody, "notice"> & FirstBody)>(key, bodyCell(row), sealed);
  return "type" in body.notice ? (body as OutboxBody) : renamed(body as FirstBody);
}

function renamed({ rings, notice, ...rest }: FirstBody): OutboxBody {
  const retag = ({ say, shown, ...facts }: FirstBody["notice"]): object => ({ type: say, ...(shown && { shown: retag(shown) }), ...facts });
  // the facts are those of the same notice under its new tag
  return { ...rest, ...(rings && { mentions: rings }), notice: retag(notice) } as OutboxBody;
}
