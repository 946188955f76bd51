import type { Notice } from "#domain/notices/index.ts";
import { alerts } from "./alerts.ts";
import { cases } from "./cases.ts";
import { confirm } from "./confirm.ts";
import { enrichment } from "./enrichment.ts";
import { exports } from "./exports.ts";
import { hits } from "./hits.ts";
import { imports } from "./imports.ts";
import { indicators } from "./indicators.ts";
import { lifecycle } from "./lifecycle.ts";
import { meetings } from "./meetings.ts";
import { officers } from "./officers.ts";
import type { Context, Rendered, Views } from "./parts/define.ts";
import { bounded, headed, own, type Piece } from "./parts/html.ts";
import { plain } from "./plain.ts";
import { tasks } from "./tasks.ts";

const views: Views<Notice> = {
  ...alerts,
  ...cases,
  ...confirm(piece),
  ...enrichment,
  ...exports,
  ...hits,
  ...imports,
  ...lifecycle,
  ...indicators,
  ...meetings,
  ...officers,
  ...plain,
  ...tasks,
};

function piece(notice: Notice, context: Context): Piece {
  // the entry under a notice's own name takes that notice, which a look-up by union cannot express; all views build pieces
  const view = views[notice.type] as (one: Notice, context: Context) => Piece;
  return view(notice, { ...context, prefix: context.prefix === "//" ? "/" : context.prefix });
}

/** Text and HTML of a notice, at most 20,000 bytes together, every value defanged. Pure: the same notice, the same message. */
export function render(notice: Notice, context: Context): Rendered {
  const whole = piece(notice, context);
  if (whole.file !== undefined) return whole;
  return bounded(context.named === undefined ? whole : headed(own(context.named), whole));
}
