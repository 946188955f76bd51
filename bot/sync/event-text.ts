/** What one event may hold: many times what any homeserver takes from a client (64 KiB, client-server API 1.16, "Size limits"). */
const mostDepth = 200;
const mostValues = 100_000;
const mostLength = 1_000_000;

/** Whether what was parsed can be walked by everything that walks it: nothing here recurses. */
export function isSound(value: object): boolean {
  const stack: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  let count = 0;
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    if (typeof one.value !== "object" || one.value === null) continue;
    if (one.depth > mostDepth) return false;
    for (const inner of Object.values(one.value)) {
      if (++count > mostValues) return false;
      stack.push({ value: inner, depth: one.depth + 1 });
    }
  }
  return true;
}

/** Marks an event of which only the head is kept. */
const unsound = "org.liaison.unsound";

interface Head {
  readonly type?: unknown;
  readonly event_id?: unknown;
  readonly sender?: unknown;
}
/** An event as text; of one that is too deep, too large or too long what says whose it is, and that it is no more. */
export function textOf(event: Head): string {
  const text = isSound(event) ? JSON.stringify(event) : undefined;
  if (text !== undefined && text.length <= mostLength) return text;
  const { type, event_id, sender } = event;
  return JSON.stringify({ type, event_id, sender, [unsound]: true });
}
export const isBeheaded = (event: object): boolean => unsound in event;
