import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ENV } from "../../../contracts/environment";
import { resourceNames } from "../../../contracts/resource-names";
import { type PhoneDigest, phoneDigestBy } from "../../../services/domain/contact/phone-digest";

/**
 * Hashes phones as the deployed consumers do: the secret is another one in each local run.
 * @param endpoint of the local run
 */
export async function deployedPhoneDigest(endpoint: string): Promise<PhoneDigest> {
  const credentials = { accessKeyId: "bench", secretAccessKey: "none" };
  const lambda = new LambdaClient({ endpoint, region: "us-east-1", credentials });
  try {
    const FunctionName = resourceNames("dev").repliesConsumer;
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return phoneDigestBy(Environment?.Variables?.[ENV.phoneDigestKey] ?? "");
  } finally {
    lambda.destroy();
  }
}
