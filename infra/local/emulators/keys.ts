/** KMS calls that read the template's keys and their policies. The local run does not encrypt. */
import { AwsError, jsonAnswer, jsonParameters, type Service } from "../protocol/call";
import type { KeyResource } from "../template/resource-types";

export function createKeyDescriptions(keys: readonly KeyResource[]): Service {
  const byAlias = (key: KeyResource, asked: string) =>
    key.aliases.some((alias) => asked === alias || asked.endsWith(`:${alias}`));
  const operations: Readonly<Record<string, { takesAlias: boolean; answer: (key: KeyResource) => unknown }>> = {
    DescribeKey: { takesAlias: true, answer: describe },
    GetKeyPolicy: {
      takesAlias: false,
      answer: ({ policy }) => ({ Policy: JSON.stringify(policy), PolicyName: "default" }),
    },
    GetKeyRotationStatus: {
      takesAlias: false,
      answer: ({ arn, rotates }) => ({ KeyId: arn, KeyRotationEnabled: rotates }),
    },
  };
  return async (call) => {
    const operation = operations[call.operation];
    if (!operation) {
      throw new AwsError("UnknownOperationException", 404, `The local run has no kms ${call.operation}`);
    }
    const asked = String(jsonParameters(call).KeyId);
    const found = keys.find(
      (key) => asked === key.id || asked === key.arn || (operation.takesAlias && byAlias(key, asked)),
    );
    if (!found) throw new AwsError("NotFoundException", 400, `Key ${asked} is not found.`);
    return jsonAnswer(operation.answer(found));
  };
}

function describe({ id, arn, enabled }: KeyResource) {
  const KeyState = enabled ? "Enabled" : "Disabled";
  return { KeyMetadata: { KeyId: id, Arn: arn, Enabled: enabled, KeyState, KeyManager: "CUSTOMER" } };
}
