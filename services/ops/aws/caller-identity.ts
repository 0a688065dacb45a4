import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

/**
 * The identity of these credentials. The call needs no permission ("GetCallerIdentity", AWS STS API Reference).
 * @returns an ARN
 */
export async function callerIdentity(client: STSClient): Promise<string> {
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  if (!Arn) throw Object.assign(new Error("STS returned no ARN"), { name: "NoIdentity" });
  return Arn;
}
