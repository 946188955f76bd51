import { countrySpecs } from "ibantools";
import { isAlphanumeric } from "#domain/extract/characters.ts";
import { lineBefore } from "#domain/extract/labels.ts";
import { put, type Scan } from "#domain/extract/scan.ts";

const dialled = /\+?\(?\+?\d(?:[ \u00a0.()\p{Pd}/]{0,3}\d){6,15}/uy;
const called = /(?:tel|phone|telephone|fax|mobile|cell|call|whatsapp|signal|viber|gsm|sms|hotline|number)[^\n]{0,12}$/i;

/** An international number that begins with its plus sign (or with 00 behind a word for phones) at `from`; returns its end, or -1. */
export function dial(scan: Scan, from: number): number {
  const { text } = scan;
  if (isAlphanumeric(text, from - 1) || /[+/=.\-_]/u.test(text[from - 1] ?? "")) return -1;
  if (text[from] === "0" && !called.test(lineBefore(text, from, 24))) return -1;
  dialled.lastIndex = from;
  let found = dialled.exec(text)?.[0];
  // an address between plus signs, which some markup has for code
  if (found === undefined || isAlphanumeric(text, from + found.length) || /^\+?\d{1,3}(?:\.\d{1,3}){3}$/.test(found)) return -1;
  // the longest part that is a number: what follows it may be another one
  for (let tries = 0; found !== undefined && tries < 6; tries += 1) {
    const opened = found.split("(").length - found.split(")").length;
    if (opened <= 0 && put(scan, "phone", from, from + found.length)) return from + found.length;
    found = /^(.*\d)[^\d]+\d+$/u.exec(found)?.[1];
  }
  return -1;
}

const formats = /(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5}|\d{13,19})(?![\d\p{L}_]|[.:,-]\d)/uy;
const otherNumber =
  /(?:imei|imsi|iccid|order|tracking|ticket|invoice|reference|ref|session|build|serial|timestamp|status|tweet|id)[^a-z\n]{0,6}$/i;

/** A payment card's number that begins at `from`; returns its end, or -1. */
export function cardNumber(scan: Scan, from: number): number {
  const { text } = scan;
  if (isAlphanumeric(text, from - 1) || isJoined(text, from)) return -1;
  formats.lastIndex = from;
  const found = formats.exec(text)?.[0];
  if (found === undefined || otherNumber.test(lineBefore(text, from, 24))) return -1;
  return put(scan, "card", from, from + found.length) ? from + found.length : -1;
}
/** A separator before the digits makes them part of something longer if a letter or digit stands before it as well. */
const isJoined = (text: string, from: number): boolean => /[.\-_/&+#]/u.test(text[from - 1] ?? "") && isAlphanumeric(text, from - 2);

/** An IBAN that begins at `from` with its country: as many letters and digits as the country's have; returns its end, or -1. */
export function accountNumber(scan: Scan, from: number): number {
  const { text } = scan;
  const wanted = countrySpecs[text.slice(from, from + 2).toUpperCase()]?.chars ?? 0;
  if (wanted === 0 || isAlphanumeric(text, from - 1)) return -1;
  let at = from;
  for (let read = 0; read < wanted; at += 1) {
    if (isAlphanumeric(text, at) && text.charCodeAt(at) < 128) read += 1;
    else if (!/[ \u00a0-]/u.test(text[at] ?? "") || !isAlphanumeric(text, at + 1)) return -1;
  }
  if (isAlphanumeric(text, at)) return -1;
  return put(scan, "iban", from, at) ? at : -1;
}

const keyGroups = /(?:[\da-fA-F]{4}[ \u00a0]{1,2}){9}[\da-fA-F]{4}(?![\p{L}\p{N}])/uy;
/** A PGP fingerprint in groups of four digits; returns its end, or -1. */
export function keyFingerprint(scan: Scan, from: number): number {
  if (isAlphanumeric(scan.text, from - 1)) return -1;
  keyGroups.lastIndex = from;
  const found = keyGroups.exec(scan.text)?.[0];
  return found !== undefined && put(scan, "pgp", from, from + found.length) ? from + found.length : -1;
}
