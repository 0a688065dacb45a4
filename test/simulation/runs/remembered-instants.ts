/** Replaces Temporal's instants in the simulation: calls the library once for each text, and caches the result. */
import * as library from "temporal-polyfill/fns/Instant";
import { remembered } from "./remembered";

export * from "temporal-polyfill/fns/Instant";
export const fromString = remembered(library.fromString);
