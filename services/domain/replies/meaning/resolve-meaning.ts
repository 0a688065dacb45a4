/** What the parts of an answer mean together. */
import type { Meaning } from "../../../../contracts/replies/meanings";
import type { Part, Parts } from "./cover-answer";

/** `REFUSED`: the words are known to have no certain meaning in this language, whatever they mean in another. */
export type Resolved = Meaning | "REFUSED";

const SOFT: ReadonlySet<Part> = new Set(["courtesy", "filler", "echoes", "name", "signature"]);
const OPT_OUT: ReadonlySet<Part> = new Set(["stop", "stopAlone", "stopInside"]);
const NOT_COMING: ReadonlySet<Part> = new Set(["cancel", "absent", "key"]);

/**
 * The one wish that the parts have in common.
 * A question is no confirmation and no cancellation: `cancelled?` asks.
 */
export function resolveMeaning(parts: Parts, isQuestion: boolean): Resolved {
  if (parts.has("unclear")) return "REFUSED";
  const said = [...parts].filter((part) => !SOFT.has(part));
  if (said.length === 0) return parts.has("courtesy") && !isQuestion ? "COURTESY" : "UNCLEAR";
  const isOnly = (...kinds: Iterable<Part>[]) => said.every((part) => kinds.some((kind) => [...kind].includes(part)));
  if (isOnly(OPT_OUT, ["okay", "reasons", "strangers"]) && said.some((part) => OPT_OUT.has(part))) return "STOP";
  if (isOnly(["start", "okay"]) && parts.has("start")) return isQuestion ? "UNCLEAR" : "START";
  if (isOnly(["help", "okay"]) && parts.has("help")) return "HELP";
  if (isOnly(["reschedule"], NOT_COMING, ["okay", "reasons"]) && parts.has("reschedule")) return "RESCHEDULE";
  if (isQuestion) return "UNCLEAR";
  if (isOnly(["confirm", "okay"])) return "CONFIRM";
  const isCancelled = isOnly(NOT_COMING, ["okay", "reasons"]) && said.some((part) => NOT_COMING.has(part));
  return isCancelled && !isDoubtful(parts) ? "CANCEL" : "UNCLEAR";
}

/** `ok x`, with a kiss; `Cancel - Gym`, where the last word may be what is cancelled. */
function isDoubtful(parts: Parts): boolean {
  return (parts.has("key") && parts.has("okay")) || (parts.has("cancel") && parts.has("signature"));
}
