import type { Notice } from "#domain/notice.ts";
import { cases } from "./cases.ts";
import type { Context, Message, Views } from "./define.ts";
import { hits } from "./hits.ts";
import { bounded } from "./html.ts";
import { indicators } from "./indicators.ts";
import { officers } from "./officers.ts";
import { plain } from "./plain.ts";

const views: Views<Notice> = { ...cases, ...hits, ...indicators, ...officers, ...plain };

/** Text and HTML of a notice, at most 20,000 bytes together, every value defanged. Pure: the same notice, the same message. */
export function render(notice: Notice, context: Context): Message {
  // the entry under a notice's own name takes that notice, which a look-up by union cannot express
  const view = views[notice.say] as (one: Notice, context: Context) => Message;
  return bounded(view(notice, { ...context, prefix: context.prefix === "//" ? "/" : context.prefix }));
}
