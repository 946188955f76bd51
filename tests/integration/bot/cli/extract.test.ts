import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pdfFile } from "../../../support/made-files.ts";

const root = join(import.meta.dirname, "..", "..", "..", "..");
const program = join(root, "bot", "cli", "extract.ts");
const run = (args: readonly string[], input: string | Buffer = "", cwd = root) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { input, cwd, encoding: "utf8" });
  return { status, stdout, stderr };
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "extract-"));
  writeFileSync(join(folder, "report.txt"), "C2: night[.]owl[.]example and 198[.]51[.]100[.]7\nagain night.owl.example\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("extract", () => {
  it("prints kind and value of what is in files, each once", () =>
    expect(run(["report.txt"], "", folder)).toEqual({
      status: 0,
      stdout: "domain\tnight.owl.example\nipv4\t198.51.100.7\n",
      stderr: "report.txt: text, 2 values\n",
    }));

  describe("reads a file by its format", () => {
    const file = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);

    it("a PDF, UTF-16, a table, a page", () => {
      file("a.pdf", pdfFile(["TLP:AMBER\nevil[.]example"]));
      file("b.txt", Buffer.from("\ufeffWert\tQuelle\r\nowl.example\tCERT\r\n198.51.100.8\tCERT\r\n", "utf16le"));
      file("c.csv", "name,ip\nx.example,198.51.100.9\n");
      file("d.html", "<html><script src='https://cdn.vendor.example/a.js'></script><body>ev<b>il</b>.example</body></html>");
      expect(run(["--with=ip", "c.csv"], "", folder)).toMatchObject({ status: 0, stdout: "ipv4\t198.51.100.9\n" });
      const { status, stdout, stderr } = run(["a.pdf", "b.txt", "d.html"], "", folder);
      expect([status, stdout]).toEqual([0, "domain\tevil.example\ndomain\towl.example\nipv4\t198.51.100.8\n"]);
      expect(stderr.split("\n")).toEqual([
        "a.pdf: pdf, 1 value, TLP:AMBER",
        "b.txt: csv, 2 values",
        "d.html: html, 1 value",
        "d.html: line 1: addresses of what the page itself is made of are left out (1), from cdn.vendor.example",
        "",
      ]);
    });

    it("says why it cannot, and ends with 1", () => {
      file("a.zip", Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]));
      file("wrong.csv", "name,remark\none,two\nthree,four\n");
      const { status, stdout, stderr } = run(["a.zip", "wrong.csv", "report.txt"], "", folder);
      expect([status, stdout]).toEqual([1, "domain\tnight.owl.example\nipv4\t198.51.100.7\n"]);
      expect(stderr).toMatch(
        /^a\.zip: It is an archive\. Unpack it .*\nwrong\.csv: It does not show which column .* --with=NUMBERS .*\nreport\.txt: text/u,
      );
    });

    it("also where it comes in and is no text", () => {
      expect(run([], Buffer.from(pdfFile(["evil.example"])))).toEqual({
        status: 0,
        stdout: "domain\tevil.example\n",
        stderr: "standard input: pdf, 1 value\n",
      });
      expect(run([], Buffer.from("\ufeffevil.example", "utf16le"))).toMatchObject({ status: 0, stdout: "domain\tevil.example\n" });
      expect(run([], Buffer.from([0x4d, 0x5a, 0x90, 0]))).toMatchObject({
        status: 1,
        stdout: "",
        stderr: expect.stringMatching(/^standard input: It is a program/u),
      });
    });

    it("and a larger text as it comes", () => {
      file("large.txt", `evil.example\n${"word\n".repeat(4_400_000)}198.51.100.7\n`);
      expect(run(["large.txt"], "", folder)).toEqual({
        status: 0,
        stdout: "domain\tevil.example\nipv4\t198.51.100.7\n",
        stderr: "large.txt: text, read as running text whatever it is: it is larger than 20 MiB\n",
      });
    });
  });

  it("reads what comes in where no file is named", () =>
    expect(run([], "hxxp://evil[.]example/a")).toMatchObject({ status: 0, stdout: "url\thttp://evil.example/a\n" }));

  it("goes on after a file that is not there", () => {
    const { status, stdout, stderr } = run(["none.txt", "report.txt"], "", folder);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "domain\tnight.owl.example\nipv4\t198.51.100.7\n" });
    expect(stderr).toBe("none.txt: cannot be read (ENOENT).\nreport.txt: text, 2 values\n");
  });

  it("answers lines, names the bad ones by number and ends with 1", () =>
    expect(run(["--jsonl"], '{"id":"a","text":"evil[.]example"}\nnonsense\n\n{"id":7,"text":"nothing"}\n{"id":8}\n')).toEqual({
      status: 1,
      stdout: '{"id":"a","found":[{"type":"domain","value":"evil.example"}]}\n{"id":7,"found":[]}\n',
      stderr: 'line 2: not a line {"id":…,"text":"…"}.\nline 5: not a line {"id":…,"text":"…"}.\n',
    }));

  it("takes only a line feed for the end of a line: JSON may hold every other separator as it is", () =>
    expect(run(["--jsonl"], '{"id":1,"text":"evil[.]example\u2028198.51.100.7\u2029"}\r\n{"id":2,"text":""}')).toEqual({
      status: 0,
      stdout: '{"id":1,"found":[{"type":"domain","value":"evil.example"},{"type":"ipv4","value":"198.51.100.7"}]}\n{"id":2,"found":[]}\n',
      stderr: "",
    }));

  it("answers a line that comes in pieces, cut inside a character", async () => {
    const child = spawn(process.execPath, [program, "--jsonl"], { stdio: ["pipe", "pipe", "inherit"] });
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const line = Buffer.from(`${JSON.stringify({ id: 1, text: "пример.рф" })}\n`);
    // inside the first letter, and before the last
    for (const piece of [line.subarray(0, 17), line.subarray(17, 30), line.subarray(30)]) {
      child.stdin.write(piece);
      await new Promise((done) => setImmediate(done));
    }
    child.stdin.end();
    expect((await answers.next()).value).toBe('{"id":1,"found":[{"type":"domain","value":"xn--e1afmkfd.xn--p1ai"}]}');
  });

  it("answers each line before the next is asked", async () => {
    const child = spawn(process.execPath, [program, "--jsonl"], { stdio: ["pipe", "pipe", "inherit"] });
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const id of [1, 2, 3]) {
      child.stdin.write(`${JSON.stringify({ id, text: `198.51.100.${id}` })}\n`);
      const answer = await answers.next();
      expect(JSON.parse(String(answer.value))).toEqual({ id, found: [{ type: "ipv4", value: `198.51.100.${id}` }] });
    }
    const ended = new Promise((done) => child.once("exit", done));
    child.stdin.end();
    expect(await ended).toBe(0);
  });

  it("tells how it is used", () => {
    const help = run(["--help"]);
    expect(help).toMatchObject({ status: 0, stderr: "" });
    expect(help.stdout).toMatch(/^Usage: npm run extract/u);
    expect(run(["--json"])).toMatchObject({ status: 2, stdout: "" });
    expect(run(["--json"]).stderr).toMatch(/^--json: there is no such option\.\nUsage: /u);
    expect(run(["--jsonl", "report.txt"])).toMatchObject({ status: 2, stdout: "" });
  });

  it("is an npm script that names files from where it was typed", () => {
    const { status, stdout } = spawnSync("npm", ["run", "--silent", "--prefix", root, "extract", "--", "report.txt"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, INIT_CWD: undefined },
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "domain\tnight.owl.example\nipv4\t198.51.100.7\n" });
  });
});
