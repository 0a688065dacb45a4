import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

/**
 * Who calls AWS with these credentials. It needs no permission ("GetCallerIdentity", AWS STS API Reference).
 * @returns an ARN
 */
export async function callerIdentity(client: STSClient): Promise<string> {
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  if (!Arn) throw Object.assign(new Error("STS named nobody"), { name: "NoIdentity" });
  return Arn;
}
