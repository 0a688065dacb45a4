/** Smoke against the environment `test` of an {@link AwsServer}. */
import type { Verdict } from "../../../services/ops/smoke/finding";
import { QUEUE_FACTS } from "../../../services/ops/smoke/queue-facts";
import { ops } from "../ops";
import { AwsFailure, type AwsServer } from "../servers/aws-server";

interface Document {
  readonly leftBehind: readonly string[];
  readonly sent: readonly { readonly channel: string; readonly status: string | null; readonly delivery?: string }[];
  readonly facts: readonly { readonly id: string; readonly verdict: Verdict; readonly because: string }[];
}

export const PHONE = "+12065550100";
/** Runs smoke with --json. */
export async function smoke(...args: string[]) {
  const { status, out, err } = await ops(["smoke", "--environment", "test", "--json", ...args]);
  const { sent, facts, leftBehind } = JSON.parse(out) as Document;
  const ids = (verdict: Verdict) => facts.filter((fact) => fact.verdict === verdict).map(({ id }) => id);
  const because = (id: string) => facts.find((fact) => fact.id === id)?.because;
  return { status, out, err, sent, ids, because, leftBehind };
}
export const sendAndProbe = () => smoke("--phone", PHONE, "--yes");
export const PROBED = QUEUE_FACTS.map(({ id }) => id);
export const REFUSAL = () => new AwsFailure("AccessDeniedException", 403);

/** Runs smoke without the probe of the queues, which takes a second; its facts are unknown. */
export async function send(aws: AwsServer, ...args: string[]) {
  aws.on("CreateQueue", REFUSAL);
  const { ids, ...rest } = await smoke("--phone", PHONE, "--yes", ...args);
  return { ...rest, ids: (verdict: Verdict) => ids(verdict).filter((id) => !PROBED.includes(id)) };
}
