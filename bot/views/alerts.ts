import type { AlertLine, SourceName } from "#domain/alerts/alert.ts";
import type { Tally, Untaken } from "#domain/alerts/source.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import type { AlertNotice } from "#domain/notices/alerts.ts";
import type { Views } from "./parts/define.ts";
import { codes, count, numberOf, time } from "./parts/facts.ts";
import { block, command, dots, join, lines, nothing, own, type Piece, paged, person, strong, text, typed, value } from "./parts/html.ts";

const source = ({ number, name }: SourceName): Piece =>
  name === undefined ? text`source ${number}` : text`source ${number} "${typed(name, 100)}"`;
/** What a source says stands in quotation marks, and in lines that begin with a bar: it never looks like words of the bot. */
const line = (one: AlertLine): Piece => dots([own(one.ref), own(one.severity), text`"${typed(one.title.replaceAll(/["“”„«»]/gu, "'"))}"`]);

/** So many of what is no indicator are quoted. */
const mostOther = 10;

type New = Extract<AlertNotice, { readonly type: "alert" }>;

/** Text of several lines, each harmless by itself; empty ones are left out. */
const paragraphs = (of: string | undefined): readonly Piece[] =>
  (of ?? "")
    .split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)
    .map((one) => one.trim())
    .map((one) => (one === "" ? nothing : text`│ ${typed(one, 4_000)}`));

/** Its indicators as the rest of a command that logs them, and those that are none apart. */
function alert(n: New, prefix: string): Piece {
  const read = n.content.indicators.map((one) => ({ typed: one, read: parseIndicator(one) }));
  const good = read.flatMap((one) => (one.read.ok ? [value(one.read.value, 4_200)] : []));
  const other = read.flatMap((one) => (one.read.ok ? [] : [typed(one.typed)]));
  const unread = other.length - mostOther;
  const ack = command(prefix, text`alert ack ${numberOf(n.alert.ref)}`);
  const head = lines([
    strong(line(n.alert)),
    dots([text`from ${source(n.alert.source)}`, time(n.alert.at), codes(n.codes)]),
    n.called.length === 0 ? text`To acknowledge: ${ack}` : text`${join(n.called.map(person), ", ")}: to acknowledge ${ack}`,
    ...paragraphs(n.content.text),
    other.length === 0
      ? nothing
      : text`Not read as indicators: ${join(other.slice(0, mostOther), ", ")}${unread > 0 ? text`, and ${unread} more` : nothing}`,
    good.length === 0 ? nothing : text`Nothing of it is logged. To log its ${count(good.length, "indicator")}:`,
    good.length === 0 ? nothing : command(prefix, own("ioc add")),
  ]);
  return paged(head, good, 0, (left) => text`… and ${left} more that do not fit one message.`);
}

const reasons: Readonly<Record<Untaken, string>> = {
  repeated: "repeated",
  other: "other content under a known id",
  signature: "wrong signature",
  timestamp: "old timestamp",
  "too-large": "too large",
  malformed: "malformed",
  "too-many": "too many at once",
};
const tally = (of: Tally): readonly Piece[] =>
  Object.entries(reasons).flatMap(([why, words]) => {
    const times = Object.entries(of).find(([one]) => one === why)?.[1] ?? 0;
    return times === 0 ? [] : [text`${times} ${own(words)}`];
  });

/** A program of the usual tools (curl, openssl) that sends one alert; the two values stand above it. */
const example = [
  'address=… secret=… body=\'{"severity":"low","title":"Test"}\'; t=$(date +%s) id=test-$t',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
  "key=$(printf %s \"${secret#whsec_}\" | base64 -d | od -An -tx1 | tr -d ' \\n')",
  'sum=$(printf %s "$id.$t.$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$key -binary | base64)',
  'curl -H "webhook-id: $id" -H "webhook-timestamp: $t" -H "webhook-signature: v1,$sum" -d "$body" "$address"',
];

export const alerts: Views<AlertNotice> = {
  alert: (n, { prefix }) => alert(n, prefix),
  "alert-list": (n) =>
    paged(
      n.total === 0
        ? text`${own(n.all ? "This case has no alerts." : "No open alerts.")}`
        : text`${count(n.total, n.all ? "alert" : "open alert")}, newest first${n.hidden ? text`; ${n.hidden} not shown here` : nothing}:`,
      n.alerts.map((one) =>
        dots([
          line(one),
          source(one.source),
          time(one.at),
          one.acknowledged === undefined ? nothing : text`acknowledged by ${person(one.acknowledged.by)} ${time(one.acknowledged.at)}`,
        ]),
      ),
      n.total - n.alerts.length - (n.hidden ?? 0),
      (left) => text`… and ${left} more.`,
    ),
  "alerts-acknowledged": (n) =>
    paged(
      nothing,
      [
        ...n.acknowledged.map((one) => text`${own(one.ref)} acknowledged`),
        ...n.already.map(
          (one) =>
            text`${own(one.ref)} acknowledged already${one.acknowledged ? text` by ${person(one.acknowledged.by)} ${time(one.acknowledged.at)}` : nothing}.`,
        ),
      ],
      0,
      (left) => text`… and ${left} more.`,
    ),
  "alert-source-added": (n) =>
    lines([
      text`Source ${n.source.number} of ${own(n.ref)} added: what it posts comes into its room. Its secret is shown only now.`,
      // Nothing here is defanged: both are ours, and are copied.
      text`Address: ${command("", own(n.address))}`,
      text`Secret: ${command("", own(n.secret))}`,
      text`POST there, signed as Standard Webhooks say. The body: ${command("", own('{"severity":"info|low|medium|high|critical","title":"…","text":"…","indicators":["…"]}'))}; text and indicators may be left out.`,
      text`To try it in a shell, with the two values from above:`,
      block(example.map(own)),
    ]),
  "alert-sources": (n, { prefix }) =>
    paged(
      n.sources.length === 0
        ? text`No alert sources. ${command(prefix, own("alert source add webhook case:C-2026-0007"))} adds one.`
        : text`${count(n.sources.length, "alert source")}:`,
      [
        ...n.sources.map((one) =>
          dots([
            text`${own(one.case.ref)} ${own(one.case.words)}`,
            source(one),
            own(one.kind),
            text`by ${person(one.addedBy)} ${time(one.addedAt)}`,
            text`${one.accepted} taken`,
            ...tally(one.untaken),
          ]),
        ),
        tally(n.nowhere).length === 0 ? nothing : text`At addresses of no source: ${join(tally(n.nowhere), ", ")}`,
      ],
      0,
      (left) => text`… and ${left} more.`,
    ),
  "alert-source-removed": (n) => text`Source ${n.source.number} of ${own(n.ref)} removed: nothing more is taken from it.`,
};
