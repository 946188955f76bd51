import { expect, test } from "vitest";
import { linkOf, numbered, placeField, placeOf } from "../../../../bot/outbox/chain.ts";
import { fileContent, messageContent } from "../../../../bot/outbox/content.ts";

const first = { number: 1, previous: "" };
const second = { number: 41, previous: linkOf(first, "IOC-1 logged") };
const contentOf = (text: string, html: string, place: typeof first) =>
  messageContent(numbered({ text, html }, place), { place }) as Record<string, unknown>;

test("a message ends with its number and four signs, beside one line and below several, in both forms alike", () => {
  const one = contentOf("IOC-1 logged", "<b>IOC-1</b> logged", second);
  expect(one.body).toMatch(/^IOC-1 logged · 41·[0-9a-f]{4}$/u);
  expect(one.formatted_body).toBe(`<b>IOC-1</b> logged · ${String(one.body).slice(-7)}`);
  // what is to be copied from its lines stays free of it
  const several = contentOf("To run it:\n/ioc add x", "To run it:<pre>/ioc add x</pre>", second);
  expect(several.body).toMatch(/^To run it:\n\/ioc add x\n41·[0-9a-f]{4}$/u);
  expect(several.formatted_body).toBe(`To run it:<pre>/ioc add x</pre><br>${String(several.body).slice(-7)}`);
});

test("what it says of its place is read back, and what was changed shows", () => {
  const content = contentOf("IOC-2 logged\nsecond line", "", second);
  const link = linkOf(second, "IOC-2 logged\nsecond line");
  expect(placeOf(content)).toEqual({ ...second, text: "IOC-2 logged\nsecond line", link, whole: true });
  expect(placeOf({ ...content, body: String(content.body).replace("second", "third") })).toMatchObject({ whole: false });
  expect(placeOf({ ...content, ...placeField({ ...second, number: 42 }) })).toMatchObject({ number: 42, whole: false });
  expect(placeOf({ ...content, ...placeField({ ...second, previous: "" }) })).toMatchObject({ whole: false });
  expect(placeOf({ ...content, body: "IOC-2 logged" })).toMatchObject({ text: "IOC-2 logged", whole: false });
});

test("the link hangs on the text, the number and all that was said before", () => {
  const links = [
    linkOf(second, "a"),
    linkOf(second, "b"),
    linkOf({ ...second, number: 42 }, "a"),
    linkOf({ ...second, previous: "" }, "a"),
  ];
  expect(new Set(links).size).toBe(4);
});

test("a file counts and keeps its name", () => {
  const [file] = [{ url: "mxc://x/y" } as never];
  const rendered = { name: "table.csv", mimetype: "text/csv", content: Buffer.from("x") };
  expect(numbered({ text: "table.csv", html: "", file: rendered }, second).text).toBe("table.csv");
  const content = fileContent(rendered, file, { place: second }) as Record<string, unknown>;
  expect(placeOf(content)).toEqual({ ...second, text: "table.csv", link: linkOf(second, "table.csv"), whole: true });
});

test("what others write has no place", () => {
  expect(placeOf({ msgtype: "m.text", body: "IOC-1 logged · 41·3f9a" })).toBeUndefined();
  for (const said of [null, 7, "x", {}, { number: "1", previous: "" }, { number: 1 }])
    expect(placeOf({ body: "x", "org.liaison.said": said })).toBeUndefined();
  expect(placeOf({ body: 7, ...placeField(first) })).toBeUndefined();
});
