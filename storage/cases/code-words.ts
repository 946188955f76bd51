import { randomInt } from "node:crypto";

const adjectives = (
  "amber blue brave bright broad calm clear cool crisp deep eager early fair fast fine firm fresh gentle glad golden grand green grey happy keen kind " +
  "large late light lively long loud lucky mild neat new noble old plain polite proud quick quiet rapid ready red round rustic silver simple slow small " +
  "smooth soft steady still strong sunny swift tall tidy tiny violet warm white wide wild wise yellow young"
).split(" ");
const animals = (
  "badger bat bear beaver bison boar buzzard camel carp cat cod cormorant crane cricket crow deer dolphin donkey dove duck eagle eel falcon ferret finch fox " +
  "frog gecko goat goose grouse gull hare hawk hedgehog heron horse ibex jackdaw jay kestrel kingfisher kite lark lizard lynx magpie marten mole moose mouse " +
  "newt otter owl ox panda pelican perch pheasant pigeon pike plover puffin quail rabbit raven robin salmon seal shrew snipe sparrow squirrel starling stork " +
  "swallow swan swift tern thrush toad trout turtle vole walrus weasel whale wolf wren"
).split(" ");

const one = (words: readonly string[]): string => words[randomInt(words.length)] ?? "";

/** Neutral words for a case's room, drawn at random: "blue heron"; longer when short ones have become scarce. */
export const drawWords = (attempt: number): string =>
  attempt < 10 ? `${one(adjectives)} ${one(animals)}` : `${one(adjectives)} ${drawWords(attempt - 10)}`;
