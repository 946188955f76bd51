import type { AlertLine, SourceName } from "#domain/alerts/alert.ts";
import type { Tally, Untaken } from "#domain/alerts/source.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import type { AlertNotice } from "#domain/notices/alerts.ts";
import type { Views } from "./parts/define.ts";
import { codes, count, numberOf, time } from "./parts/facts.ts";
import { block, command, dots, join, lines, nothing, own, type Piece, paged, person, say, strong, typed, value } from "./parts/html.ts";

const source = ({ number, name }: SourceName): Piece =>
  name === undefined ? say`source ${number}` : say`source ${number} "${typed(name, 100)}"`;
const line = (one: AlertLine): Piece => dots([own(one.ref), own(one.severity), typed(one.title)]);

/** So many of what is no indicator are quoted. */
const mostOther = 10;

type New = Extract<AlertNotice, { readonly say: "alert" }>;

/** Text of several lines, each harmless by itself; empty ones are left out. */
const text = (of: string | undefined): readonly Piece[] =>
  (of ?? "").split(/\r\n|[\n\r\u2028\u2029]/u).map((one) => typed(one.trim(), 4_000));

/** Its indicators as the rest of a command that logs them, and those that are none apart. */
function alert(n: New, prefix: string): Piece {
  const read = n.content.indicators.map((one) => ({ typed: one, read: parseIndicator(one) }));
  const good = read.flatMap((one) => (one.read.ok ? [value(one.read.value, 4_200)] : []));
  const other = read.flatMap((one) => (one.read.ok ? [] : [typed(one.typed)]));
  const unread = other.length - mostOther;
  const ack = command(prefix, say`alert ack ${numberOf(n.alert.ref)}`);
  const head = lines([
    strong(line(n.alert)),
    dots([say`from ${source(n.alert.source)}`, time(n.alert.at), codes(n.codes)]),
    n.called.length === 0 ? say`To acknowledge: ${ack}` : say`${join(n.called.map(person), ", ")}: to acknowledge ${ack}`,
    ...text(n.content.text),
    other.length === 0
      ? nothing
      : say`Not read as indicators: ${join(other.slice(0, mostOther), ", ")}${unread > 0 ? say`, and ${unread} more` : nothing}`,
    good.length === 0 ? nothing : say`Nothing of it is logged. To log its ${count(good.length, "indicator")}:`,
    good.length === 0 ? nothing : command(prefix, own("ioc add")),
  ]);
  return paged(head, good, 0, (left) => say`… and ${left} more that do not fit one message.`);
}

const reasons: Readonly<Record<Untaken, string>> = {
  repeated: "repeated",
  signature: "wrong signature",
  timestamp: "old timestamp",
  "too-large": "too large",
  malformed: "malformed",
  "too-many": "too many at once",
};
const tally = (of: Tally): readonly Piece[] =>
  Object.entries(reasons).flatMap(([why, words]) => {
    const times = Object.entries(of).find(([one]) => one === why)?.[1] ?? 0;
    return times === 0 ? [] : [say`${times} ${own(words)}`];
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
        ? say`${own(n.all ? "This case has no alerts." : "No open alerts.")}`
        : say`${count(n.total, n.all ? "alert" : "open alert")}, newest first${n.hidden ? say`; ${n.hidden} not shown here` : nothing}:`,
      n.alerts.map((one) =>
        dots([
          line(one),
          source(one.source),
          time(one.at),
          one.acknowledged === undefined ? nothing : say`acknowledged by ${person(one.acknowledged.by)} ${time(one.acknowledged.at)}`,
        ]),
      ),
      n.total - n.alerts.length - (n.hidden ?? 0),
      (left) => say`… and ${left} more.`,
    ),
  "alerts-acknowledged": (n) =>
    paged(
      nothing,
      [
        ...n.acknowledged.map((one) => say`${own(one.ref)} acknowledged`),
        ...n.already.map(
          (one) =>
            say`${own(one.ref)} acknowledged already${one.acknowledged ? say` by ${person(one.acknowledged.by)} ${time(one.acknowledged.at)}` : nothing}.`,
        ),
      ],
      0,
      (left) => say`… and ${left} more.`,
    ),
  "alert-source-added": (n) =>
    lines([
      say`Source ${n.source.number} added: what it posts comes into the room of ${own(n.ref)}. Its secret is shown only now.`,
      // Nothing here is defanged: both are ours, and are copied.
      say`Address: ${command("", own(n.address))}`,
      say`Secret: ${command("", own(n.secret))}`,
      say`POST there, signed as Standard Webhooks say. The body: ${command("", own('{"severity":"info|low|medium|high|critical","title":"…","text":"…","indicators":["…"]}'))}; text and indicators may be left out.`,
      say`To try it in a shell, with the two values from above:`,
      block(example.map(own)),
    ]),
  "alert-sources": (n, { prefix }) =>
    paged(
      n.sources.length === 0
        ? say`No alert sources. ${command(prefix, own("alert source add webhook case:C-2026-0007"))} adds one.`
        : say`${count(n.sources.length, "alert source")}:`,
      [
        ...n.sources.map((one) =>
          dots([
            say`${one.number}${one.name === undefined ? nothing : say` "${typed(one.name, 100)}"`}`,
            own(one.kind),
            say`${own(one.case.ref)} ${own(one.case.words)}`,
            say`by ${person(one.addedBy)} ${time(one.addedAt)}`,
            say`${one.accepted} taken`,
            ...tally(one.untaken),
          ]),
        ),
        tally(n.nowhere).length === 0 ? nothing : say`At addresses of no source: ${join(tally(n.nowhere), ", ")}`,
      ],
      0,
      (left) => say`… and ${left} more.`,
    ),
  "alert-source-removed": (n) => say`Source ${n.source.number} of ${own(n.ref)} removed: nothing more is taken from it.`,
};
