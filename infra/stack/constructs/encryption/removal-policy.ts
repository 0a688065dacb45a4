import { RemovalPolicy } from "aws-cdk-lib";

/**
 * The removal policy of a resource that holds patients' data.
 *
 * A retained resource is deleted all the same if the deployment that creates it fails: otherwise its name would block the
 * next attempt.
 */
export function removalPolicy(retain: boolean): RemovalPolicy {
  return retain ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
