import { searchAtEnd } from "./typed.ts";

searchAtEnd();
