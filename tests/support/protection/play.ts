import { expect } from "vitest";
import type { Notice } from "#domain/notices/index.ts";
import { eventId, roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import { gatePrivate } from "../../../bot/gate/private-gate.ts";
import { gate } from "../../../bot/gate/room-gate.ts";
import type { Outcome } from "../../../commands/framework/dispatch.ts";
import { type Action, optionsOf, type Typed } from "./actions.ts";
import { type Command, Ledger, lossBy } from "./ledger.ts";
import { type Held, isRight, leaves, leavesInFile, mayRead, type Person, takesTwo } from "./model.ts";
import type { Stage } from "./stage.ts";

interface Question {
  readonly command: Command;
  readonly asker: string;
  readonly digest: string;
  readonly of: readonly string[];
  /** How much had happened until then. */
  readonly version: number;
}
export const asUser = (id: string): UserId => {
  const user = userId(id);
  if (user === undefined) throw new Error(`no Matrix id: ${id}`);
  return user;
};
const numbers = (refs: readonly string[]): string => refs.map((ref) => ref.slice(4)).join(",");

/** Plays actions, and after each one holds what has happened against the model. */
export class Play {
  readonly #stage: Stage;
  readonly #ledger = new Ledger();
  readonly #questions: Question[] = [];
  #people: readonly Person[];
  #minute = 0;
  #version = 0;

  constructor(stage: Stage, people: readonly Person[]) {
    this.#stage = stage;
    this.#people = people;
  }

  /** `every`: after so many actions it is looked who reads what, and what has left; it is after the last one in any case. */
  async run(actions: readonly Action[], every = 1): Promise<void> {
    for (const [index, action] of actions.entries()) {
      this.#minute += 1;
      await this.#stage.become(this.#people, this.#minute);
      await this.#act(action);
      if ((index + 1) % every === 0 || index + 1 === actions.length) await this.#look();
    }
  }

  async #act(action: Action): Promise<void> {
    if (action.does === "change") return this.#change(action);
    if (action.does === "code" || action.does === "answer") {
      const question = this.#questions[action.question % Math.max(1, this.#questions.length)];
      const by = action.does === "code" ? this.#at(action.by) : this.#person(question?.of[0] ?? "");
      return question && this.#code(question, by);
    }
    const by = this.#at(action.by);
    if (action.does === "export") return this.#export(by);
    if (action.does === "log") {
      const text = `/ioc add 198.51.100.${action.value + 1}${optionsOf(action.typed)}`;
      await this.#type({ text, does: "log", refs: [], value: action.value, typed: action.typed }, by);
      return;
    }
    const known = this.#ledger.all().map(({ ref }) => ref);
    const refs = known.length === 0 ? [] : [...new Set(action.records.map((at) => known[at % known.length] ?? ""))];
    if (refs.length === 0) return;
    if (action.does === "set") return this.#set(by, refs, action.typed);
    await this.#type({ text: `/ioc withdraw ${numbers(refs)} reason: drill`, does: "withdraw", refs, typed: {} }, by);
  }

  /** What an officer types, by whose code, and what has come of it. */
  async #type(command: Command, asker: Person, code?: { readonly digest: string; readonly by: Person }): Promise<Outcome> {
    const typed = code && { digest: code.digest, by: asUser(code.by.id) };
    const outcome = await this.#stage.send(command.text, { by: asUser(asker.id), ...(typed && { code: typed }) });
    const done = outcome.outcome === "done";
    const cause = { command, asker, confirmer: code?.by, people: this.#people, minute: this.#minute, done };
    if (this.#ledger.settle(await this.#stage.records(), cause)) this.#version += 1;
    const { asks } = outcome;
    if (asks) this.#questions.push({ command, asker: asker.id, digest: asks.digest, of: asks.of, version: this.#version });
    return outcome;
  }

  async #set(by: Person, refs: readonly string[], typed: Typed): Promise<void> {
    const all = refs.map((ref) => this.#ledger.of(ref));
    const losses = all.map((one) => lossBy(one, typed, by.id)).filter(({ lost, more }) => lost.length > 0 || more);
    const text = `/ioc set ${numbers(refs)}${optionsOf(typed)}`;
    const outcome = await this.#type({ text, does: "set", refs, typed }, by);
    if (!this.#mayTry(by, all, typed, losses)) return expect(outcome.outcome, text).toBe("refused");
    if (losses.length === 0) return expect(outcome.outcome, `raising is free: ${text}`).toBe("done");
    // what they may lower by themselves asks nobody else where others are asked
    const others = losses.filter((loss) => !isRight(loss, by, by, this.#people));
    const asked = others.length > 0 ? others : losses;
    const right = this.#people.filter((one) => asked.every((loss) => isRight(loss, by, one, this.#people))).map(({ id }) => id);
    expect(right, `who is asked for ${text}`).toEqual(expect.arrayContaining([...(outcome.asks?.of ?? [])]));
    // of several records each provider is asked for their own
    if (losses.length === 1 || outcome.outcome !== "refused") expect(outcome.outcome, text).toBe(right.length > 0 ? "asked" : "refused");
  }
  /** Whether it is theirs to change, whoever must confirm it: what they cannot hear they neither lower nor rewrite. */
  #mayTry(by: Person, all: readonly Held[], typed: Typed, losses: readonly { readonly before: Held }[]): boolean {
    const unheard = all.filter((one) => !mayRead(by, one, this.#people));
    const isOthers = ({ provider }: Held) => provider !== by.id;
    if (unheard.some((one) => typed.note !== undefined || (isOthers(one) && losses.some(({ before }) => before === one)))) return false;
    if (typed.h?.includes("H3") && typed.note === undefined && all.some(({ note }) => note === undefined)) return false;
    const isTheirs = ({ provider }: Held) => by.role === "lead" || (by.role === "contribute" && provider === by.id);
    return all.every((one) => isTheirs(one) && one.withdrawn === undefined);
  }

  /** A code is typed: by the right one, or as if by whomever. */
  async #code({ command, asker, digest, of, version }: Question, by: Person): Promise<void> {
    if (command.does === "export") return;
    const isFresh = version === this.#version && of.includes(by.id);
    const outcome = await this.#type(command, this.#person(asker), { digest, by });
    if (isFresh) expect(outcome.outcome, `${by.id}'s code for ${command.text}`).toBe("done");
  }

  async #export(by: Person): Promise<void> {
    const { outcome, answer, asks } = await this.#type({ text: "/export csv reason: drill", does: "export", refs: [], typed: {} }, by);
    if (by.role !== "lead") return expect(outcome).toBe("refused");
    const told = asks?.show ?? answer;
    if (told.type !== "export-shown" && told.type !== "export-nothing") throw new Error(`no export: ${told.type}`);
    const live = this.#ledger.all().filter(({ withdrawn }) => withdrawn === undefined);
    const leaving = live.filter((one) => leavesInFile(one, by, this.#people));
    const stays = live.filter((one) => !leaving.includes(one)).map(({ ref }) => ref);
    expect(told.count.left.flatMap(({ refs }) => refs).toSorted(), "what stays").toEqual(stays.toSorted());
    if (asks === undefined) return;
    const alone = !leaving.some((one) => takesTwo(one, by));
    expect(asks.of.includes(asUser(by.id)), "who exports alone").toBe(alone);
    for (const one of asks.of.filter((id) => id !== by.id)) expect(["lead", "contribute"]).toContain(this.#person(one).role);
  }

  #change({ who, to: { room, ...rest } }: Extract<Action, { readonly does: "change" }>): Promise<void> {
    const { id, since, ...before } = this.#at(who);
    const there = room === undefined ? since : room ? this.#minute : undefined;
    const after: Person = { ...before, id, ...rest, ...(there !== undefined && { since: there }) };
    this.#people = this.#people.map((one) => (one.id === id ? after : one));
    this.#version += 1;
    return this.#stage.become(this.#people, this.#minute);
  }

  /** Who reads what now, and what has left. */
  async #look(): Promise<void> {
    for (const held of this.#ledger.all()) {
      for (const one of this.#people.filter(({ role }) => role !== "none")) await this.#reads(one, held);
      const left = held.withdrawn ? Math.min(leaves(held), 1) : leaves(held);
      // that there is a hit stays told
      expect(Math.max(await this.#stage.learned(held.ref), 1), `what leaves of ${held.ref}`).toBe(Math.max(left, 1));
    }
  }
  async #reads(one: Person, held: Held): Promise<void> {
    const { place } = this.#stage;
    const { answer } = await this.#stage.send(`/ioc show ${numbers([held.ref])}`, { by: asUser(one.id) });
    if (answer.type !== "indicator-shown") throw new Error(`not shown: ${answer.type}`);
    const standing = await this.#stage.standing(asUser(one.id));
    const { loggedAt } = answer.record;
    const officer = await this.#stage.officer(asUser(one.id));
    const alone = gatePrivate(answer, officer, { cases: new Map([[place.case, standing]]), about: place.case }, loggedAt);
    expect(alone.decision === "allow", `${one.id} reads ${held.ref}`).toBe(mayRead(one, held, this.#people));
    const inRoom = this.#people.filter(({ since }) => since !== undefined);
    const all = inRoom.length > 0 && inRoom.every((each) => each.role !== "none" && mayRead(each, held, this.#people));
    const room = { roomId: roomId("!case"), kind: "case", case: place.case, safe: true } as const;
    expect(gate(answer as Notice, room, standing.listeners, loggedAt).decision === "allow", `the room reads ${held.ref}`).toBe(all);
  }

  #at(number: number): Person {
    const one = this.#people[number % this.#people.length];
    if (one === undefined) throw new Error("nobody");
    return one;
  }
  #person(id: string): Person {
    return this.#people.find((one) => one.id === id) ?? { id, role: "none" };
  }
}
export const typedAt = eventId("$typed");
