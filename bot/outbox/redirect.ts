import type { Notice } from "#domain/notices/index.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { OutboxItem, Transaction } from "../../storage/index.ts";
import { type Authorization, authorizePrivately, loggedAt } from "../gate/authorize.ts";

/** What is said in the room now. */
export interface Redirected {
  readonly notice: Notice;
  /** Whom it calls there; nobody: undefined. */
  readonly mentions: readonly UserId[] | undefined;
}

/**
 * What a room may not hear goes in private to those who may: to who asked, else to the members of the case who are there.
 * A call for somebody who is not there goes to them in private. Whatever is written here is taken out of the message in the
 * same transaction, so that no later attempt writes it again. Undefined if the message waits.
 */
export async function redirect(
  tx: Transaction,
  item: OutboxItem,
  authorization: Omit<Authorization, "readers">,
  now: Date,
): Promise<Redirected | undefined> {
  const { verdict, listeners, own, astray } = authorization;
  if (verdict.decision === "hold") {
    if (astray.length > 0) await moveToAsker(tx, item, astray, now);
    return undefined;
  }
  const here = (user: UserId) => listeners.some(({ userId }) => userId === user);
  const present = item.mentions?.filter(here) ?? [];
  const absent = item.mentions?.filter((user) => !here(user)) ?? [];
  const mentions = verdict.decision === "allow" && present.length > 0 ? present : undefined;
  const among = listeners.filter(({ ofCase }) => ofCase).map(({ userId }) => userId);
  const deprived = verdict.decision === "allow" || item.notice.type === "not-shown" ? [] : item.asker === undefined ? among : [item.asker];
  const redirected = own ? [] : await sendPrivately(tx, item, [...new Set([...deprived, ...absent])], now);
  const shown: Notice = verdict.decision === "allow" ? verdict.notice : sentence(verdict, item, redirected);
  if (redirected.length > 0 || absent.length > 0)
    await tx.outbox.amend(item.id, { notice: verdict.decision === "allow" ? item.notice : shown, ...(mentions && { mentions }) });
  return { notice: shown, mentions };
}

/** An answer that nobody can hear where it was asked any more: the asker hears it, and why it came so. */
async function moveToAsker(tx: Transaction, item: OutboxItem, astray: readonly UserId[], now: Date): Promise<void> {
  if (item.asker === undefined || (await sendPrivately(tx, item, [item.asker], now)).length === 0) return;
  await tx.outbox.send({ to: { officer: item.asker }, notice: { type: "answered-elsewhere", userIds: astray.toSorted() } }, now);
  await tx.outbox.drop(item.id, now);
}

/** Writes the whole message to each of them who may hear it; resolves with those. */
async function sendPrivately(tx: Transaction, item: OutboxItem, users: readonly UserId[], now: Date): Promise<readonly UserId[]> {
  const { notice, about, mentions } = item;
  const sentTo: UserId[] = [];
  for (const user of users) {
    if ((await authorizePrivately(tx, item, user, now)).decision !== "allow") continue;
    const call = mentions?.includes(user) === true && { mentions: [user] };
    await tx.outbox.send({ to: { officer: user }, notice, ...(about !== undefined && { about }), ...call }, now, loggedAt(item));
    sentTo.push(user);
  }
  return sentTo;
}

/** What stands in the room instead. A sentence of an earlier attempt has told in private all that there was to tell. */
function sentence(
  { userId, label, refs }: Extract<Authorization["verdict"], { readonly decision: "deny" }>,
  { asker, notice }: OutboxItem,
  redirected: readonly UserId[],
): Notice {
  const before = notice.type === "not-shown" ? notice.inPrivate : undefined;
  const inPrivate = redirected.length > 0 ? (asker === undefined ? "others" : true) : before;
  const found = { userId, ...(inPrivate !== undefined && { inPrivate }) } as const;
  return label === undefined ? { type: "stranger-present", ...found } : { type: "not-shown", label, refs, ...found };
}
