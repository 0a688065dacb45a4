import { SecretValue } from "aws-cdk-lib";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { DataKey } from "./data-key";
import { removalPolicy } from "./removal-policy";

/** Letters and digits: 380 bits, more than the 256 that HMAC-SHA-256 can use. */
const LENGTH = 64;

export interface PhoneDigestSecretProps {
  readonly secretName: string;
  readonly key: DataKey;
  /** Whether to retain the secret when the stack is deleted: without it, the log's digests match no phone. */
  readonly retain: boolean;
}

/**
 * The secret by which phone numbers are hashed in the delivery log. Secrets Manager generates it, and CloudFormation passes
 * it on to the functions when it creates or updates them: it is in no template. It is never rotated, since digests of the
 * old secret would match no phone.
 */
export class PhoneDigestSecret extends Construct {
  /** A dynamic reference, which CloudFormation resolves. */
  readonly value: string;

  constructor(scope: Construct, id: string, { secretName, key, retain }: PhoneDigestSecretProps) {
    super(scope, id);
    // CDK's own construct would allow every role of the account to use the key for secrets, in the key's policy.
    const secret = new CfnSecret(this, "Secret", {
      name: secretName,
      description: "Hashes phone numbers in the delivery log, so that an answer finds its reminder",
      kmsKeyId: key.key.keyArn,
      generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
    });
    secret.applyRemovalPolicy(removalPolicy(retain));
    this.value = SecretValue.secretsManager(secret.ref).unsafeUnwrap();
  }
}
