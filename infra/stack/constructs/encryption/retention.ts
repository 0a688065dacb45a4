import { RemovalPolicy } from "aws-cdk-lib";

/**
 * What becomes of a resource with patients' data when the stack is deleted.
 *
 * Kept, but not where the very first deployment fails: left behind then, its name would be in the way of the next try.
 */
export function retention(keep: boolean): RemovalPolicy {
  return keep ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
