import { lineBefore } from "#domain/extract/characters.ts";
import type { Pass } from "#domain/extract/pass.ts";
import { ratherFile } from "#domain/kinds/checks/file-endings.ts";

const versionWords =
  /(?:^|[^a-z])(?:v|ver|vers|versions?|releases?|rel|builds?|firmware|fw|sections?|sec|chapters?|figures?|tables?|oid|rev|revisions?|updates?|patch(?:es)?|clauses?|paragraphs?|appendix|annex|sdk|kernel|driver|engine|agent version|fixed in|upgrade to|upgraded to)[^a-z\d\n]{0,3}$/i;
const versionJoint = /(?:^|[^a-z])(?:versions?|releases?|builds?|firmware)\s(?:\d[\w.]*(?:,| and| or| to|\s?-)\s?){1,3}$/i;
/** A product, then its number: "OpenSSL/1.0.2.1" in a header or a user agent. */
const product = /(?:^|[\s("';,])[A-Za-z][\w.+-]{1,40}\/$/u;

/** Whether four numbers with dots are a version or a section rather than an address. */
export function isVersion(scan: Pass, begin: number, end: number): boolean {
  const { text } = scan;
  if (scan.plain.isTouched(begin, end)) return false;
  const before = lineBefore(text, begin, 48);
  // a list's mark, a quotation mark or nothing: most addresses have no word before them
  if (!/[a-z§/][^a-z]{0,4}$/i.test(before)) return false;
  return versionWords.test(before) || versionJoint.test(before) || product.test(before) || before.endsWith("§ ") || before.endsWith("§");
}

const hostWords =
  /(?:^|[^a-z\d])(?:domains?|hosts?|hostnames?|c2|c&c|cnc|servers?|urls?|sites?|websites?|web ?pages?|beacons?|contact(?:s|ed)?|resolv(?:es|ed)|dns|nameservers?|registered|registrar|visit(?:ed|s)?|browse|connects? to|connected to|tld|fqdn|ioc|http get|links?|mirrors?|hosted (?:at|on))[^\n]{0,24}$/i;
const fileWords =
  /(?:^|[^a-z\d])(?:files?|filenames?|file names?|scripts?|attachments?|attached|archives?|ran|runs?|executed?s?|executing|dropped|drops|saved (?:as|to)|opens?|opened|unzip(?:ped)?|extract(?:s|ed)?|contain(?:s|ed|ing)|payload|installer|samples?|named|called|renamed|python3?|bash|sh|perl|source|wrote|writes|downloaded as|loads?|loaded|module|import|compiled)[^\n]{0,24}$/i;
const fileStems =
  /^(?:readme|changelog|license|contributing|todo|skill|index|main|setup|install|installer|update|run|start|test|build|deploy|app|lib|mod|init|config|utils?|helpers?|__init__|invoice|payload|loader|dropper|script|shell|backup|archive|document|report|file|data|server|client|agent|command|attachment|video|photo|image|order|statement)[\w-]*\./i;

/** Whether a name that may be a host's or a file's is a file's here: by what stands before it, by its end, by its parts. */
export function isFileHere(scan: Pass, begin: number, end: number, ending: string): boolean {
  const { text } = scan;
  const adjoining = text[begin - 1] ?? "";
  if (adjoining === "\\" || (adjoining === "/" && text[begin - 2] !== "/")) return true;
  const word = text.slice(begin, end);
  if (/^lib[\w.-]*\.so$/i.test(word)) return true;
  if (/^www\./i.test(word) || text[end] === "/" || /^:\d/u.test(text.slice(end, end + 2))) return false;
  const before = lineBefore(text, begin, 60);
  const [hostAt, fileAt] = [hostWords.exec(before)?.index ?? -1, fileWords.exec(before)?.index ?? -1];
  if (!ratherFile.has(ending)) return fileAt > hostAt && ending !== "com" && (fileStems.test(word) || /[A-Z_]/u.test(word));
  if (hostAt > fileAt) return fileStems.test(word) && fileAt >= 0;
  // a name of three parts under a country's domain is a host, unless it ends in two endings of files
  const labels = word.split(".");
  if (labels.length > 2 && !["zip", "mov", "cab"].includes(ending) && fileAt < 0) return !/^[a-z\d-]+(?:\.[a-z\d-]+)+$/u.test(word);
  return true;
}
