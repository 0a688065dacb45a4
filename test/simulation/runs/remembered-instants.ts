/** Stands in for Temporal's instants where many runs are simulated: the library itself, and each text asked once. */
import * as library from "temporal-polyfill/fns/Instant";
import { remembered } from "./remembered";

export * from "temporal-polyfill/fns/Instant";
export const fromString = remembered(library.fromString);
