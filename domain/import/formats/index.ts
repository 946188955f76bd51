import { calendar } from "#domain/import/formats/calendar.ts";
import { csv } from "#domain/import/formats/csv.ts";
import type { Format } from "#domain/import/formats/define.ts";
import { html } from "#domain/import/formats/html.ts";
import { json } from "#domain/import/formats/json.ts";
import { eml, msg } from "#domain/import/formats/mail.ts";
import { misp } from "#domain/import/formats/misp.ts";
import { pdf } from "#domain/import/formats/pdf.ts";
import { stix } from "#domain/import/formats/stix.ts";
import { text } from "#domain/import/formats/text.ts";
import { mispXml, openioc, stix1, xml } from "#domain/import/formats/xml.ts";

/** Every format that an import reads, in the order in which a file is held against them; the last one takes what is left. */
export const formats: readonly Format[] = [pdf, msg, eml, stix, misp, json, calendar, html, openioc, stix1, mispXml, xml, csv, text];
