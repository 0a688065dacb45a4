import type { OperatorAct, OperatorActEnd } from "../../contracts/tables/operator-acts";
import { actsOfDay } from "../../services/ops/aws/audit/dynamo-operator-acts";
import { ACTS_TABLE, type TestDynamo } from "./servers/dynamo";

/** What the audit has of today: each act, and its end. */
export async function actsOfToday({ client }: TestDynamo): Promise<(OperatorAct | OperatorActEnd)[]> {
  const found: (OperatorAct | OperatorActEnd)[] = [];
  for await (const act of actsOfDay(client, ACTS_TABLE, new Date().toISOString().slice(0, 10))) found.push(act);
  return found;
}
