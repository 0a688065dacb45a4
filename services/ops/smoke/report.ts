import { jsonText } from "../output/json-text";
import { hanging } from "../output/wrap";
import type { Evidence } from "./evidence";
import type { Fact } from "./facts";
import type { Finding, Verdict } from "./finding";
import { stateOf } from "./smoke-messages";

export interface Checked extends Finding, Pick<Fact, "id" | "statement"> {}

/** What `smoke` prints. */
export interface Results extends Pick<Evidence, "messages" | "delivery"> {
  /** The environment's full name. */
  readonly environment: string;
  readonly facts: readonly Checked[];
  /** Names of queues that could not be deleted. */
  readonly leftBehind: readonly string[];
}

const VERDICTS: readonly Verdict[] = ["refuted", "unknown", "confirmed"];
const VERDICT_WIDTH = 9;
/** Characters. If there is less space for the observation, it starts on a line of its own. */
const MIN_OBSERVATION_WIDTH = 30;

/** The outcome of each message and the finding on each fact, refuted facts first; without contacts. */
export function smokeText(results: Results, columns?: number): string {
  const { environment, messages, facts } = results;
  const width = Math.max(...facts.map(({ id }) => id.length));
  // In a narrow terminal the observation is below the fact's id.
  const isNarrow = columns !== undefined && columns < VERDICT_WIDTH + width + 4 + MIN_OBSERVATION_WIDTH;
  const observationAt = VERDICT_WIDTH + (isNarrow ? 2 : width + 4);
  const indented = (text: string) => hanging(`${" ".repeat(observationAt)}${text}`, columns, observationAt);
  const lines = VERDICTS.flatMap((verdict) =>
    facts
      .filter((fact) => fact.verdict === verdict)
      .flatMap(({ id, statement, because }) => [
        ...(isNarrow
          ? [`${verdict.padEnd(VERDICT_WIDTH)}  ${id}`, indented(because)]
          : [hanging(`${verdict.padEnd(VERDICT_WIDTH)}  ${id.padEnd(width)}  ${because}`, columns, observationAt)]),
        indented(statement),
      ]),
  );
  const counts = VERDICTS.map((verdict) => `${countOf(facts, verdict)} ${verdict}`).reverse();
  return [
    ...messages.map(({ channel, key, item }) => {
      const delivery = channel === "SMS" ? deliveryOf(results) : undefined;
      const end = item ? stateOf(item, channel) : "not yet in the delivery log";
      const what = `${channel}: ${end}${delivery ? `, then ${delivery}` : ""}`;
      return hanging(`${what}, notification ${key.notificationId}`, columns);
    }),
    ...(messages.length > 0 ? [""] : []),
    ...lines,
    "",
    `${environment}: ${counts.join(", ")}.`,
  ].join("\n");
}

/**
 * The same as one document.
 * @param now ms since 1970
 */
export function smokeJson(results: Results, now: number): string {
  const { environment, messages, facts, leftBehind } = results;
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, countOf(facts, verdict)]));
  const sent = messages.map(({ channel, key, item }) => ({
    channel,
    ...key,
    status: item?.status ?? null,
    ...(channel === "SMS" && { delivery: deliveryOf(results) ?? null }),
  }));
  const at = new Date(now).toISOString();
  return jsonText({ environment, at, sent, leftBehind, ...counts, facts }, 2);
}

/** What SNS logged about the text; undefined if there is no entry, or the log could not be read. */
function deliveryOf({ delivery }: Results): string | undefined {
  if (delivery.how !== "known" || !delivery.value) return undefined;
  const { delivered, failure } = delivery.value;
  return delivered ? "delivered" : `failed: ${failure ?? "see SNS's delivery log"}`;
}

function countOf(facts: readonly Checked[], verdict: Verdict): number {
  return facts.filter((fact) => fact.verdict === verdict).length;
}
