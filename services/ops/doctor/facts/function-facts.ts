/** What other lookups need of the functions. */
import { ENV } from "../../../../contracts/environment";
import type { InspectedFunction } from "../../aws/inspection/inspect-function";
import { known, type Lookup, lookUp, PrerequisiteMissing, thenLookUp } from "../../aws/inspection/lookup";

/** The domain of the sender's address, from the deployed email consumer. */
export function senderDomain(
  functions: ReadonlyMap<string, InspectedFunction>,
  consumer: string,
): Promise<Lookup<string>> {
  const lookup = functions.get(consumer)?.configuration ?? { how: "missing" };
  return thenLookUp(lookup, `function ${consumer}`, ({ variables }) =>
    lookUp("lambda:GetFunctionConfiguration", async () => {
      const [, domain] = /@([^@\s]+)$/.exec(variables[ENV.emailSender] ?? "") ?? [];
      if (!domain) throw new PrerequisiteMissing(`the function ${consumer} has no ${ENV.emailSender}`);
      return domain;
    }),
  );
}

/** The topic's ARN, from that of a function, which has the account and the region. */
export function alarmTopic(functions: ReadonlyMap<string, InspectedFunction>, topic: string): Promise<Lookup<string>> {
  const all = [...functions.values()].map(({ configuration }) => configuration);
  const lookup = all.find(({ how }) => how === "known") ?? all[0] ?? { how: "missing" as const };
  return thenLookUp(lookup, "function whose ARN has the account", async ({ arn }) => {
    const [, partition, , region, account] = arn.split(":");
    return known(`arn:${partition}:sns:${region}:${account}:${topic}`);
  });
}
