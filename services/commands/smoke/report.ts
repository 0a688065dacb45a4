import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Fact } from "./facts";
import type { Finding, Verdict } from "./finding";
import type { SmokeMessage } from "./smoke-messages";

export interface Checked extends Finding, Pick<Fact, "id" | "statement"> {}

const VERDICTS: readonly Verdict[] = ["refuted", "unknown", "seen"];
const SIGN_WIDTH = 7;

/** What became of each message and what was found of each fact, refuted ones first. No contact is in it. */
export function smokeText(environment: string, messages: readonly SmokeMessage[], facts: readonly Checked[]): string {
  const width = Math.max(...facts.map(({ id }) => id.length));
  const lines = VERDICTS.flatMap((verdict) =>
    facts
      .filter((fact) => fact.verdict === verdict)
      .flatMap(({ id, statement, because }) => [
        `${verdict.padEnd(SIGN_WIDTH)}  ${id.padEnd(width)}  ${because}`,
        `${" ".repeat(SIGN_WIDTH + width + 4)}${statement}`,
      ]),
  );
  const counts = VERDICTS.map((verdict) => `${countOf(facts, verdict)} ${verdict}`).reverse();
  return [
    ...messages.map(({ channel, key, item }) => `${channel}: ${endOf(item)}, notification ${key.notificationId}`),
    ...(messages.length > 0 ? [""] : []),
    ...lines,
    "",
    `${environment}: ${counts.join(", ")}.`,
  ].join("\n");
}

/** The same as one document. */
export function smokeJson(
  environment: string,
  now: number,
  messages: readonly SmokeMessage[],
  facts: readonly Checked[],
): string {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, countOf(facts, verdict)]));
  const sent = messages.map(({ channel, key, item }) => ({ channel, ...key, ended: item?.status ?? null }));
  return JSON.stringify({ environment, at: new Date(now).toISOString(), sent, ...counts, facts }, null, 2);
}

function countOf(facts: readonly Checked[], verdict: Verdict): number {
  return facts.filter((fact) => fact.verdict === verdict).length;
}

function endOf(item: DeliveryLogItem | undefined): string {
  if (!item) return "not yet in the delivery log";
  return item.reason ? `${item.status}, ${item.reason}` : item.status;
}
