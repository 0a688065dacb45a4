/** Fits a function to the platform. */
import { Tags } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import type { CfnFunction, IFunction } from "aws-cdk-lib/aws-lambda";
import { connect } from "./network";
import type { Platform } from "./platform";

/**
 * Connects a function to the network, and has Lambda trace its invocations, as the platform asks for.
 * @param role of the function, which gets the permissions for both
 */
export function fitFunction(lambda: IFunction, role: IGrantable, functionName: string, platform: Platform): void {
  const { network, tracing, tags } = platform;
  // CDK adds a DependsOn for the role although the function refers to it.
  const resource = lambda.node.defaultChild as CfnFunction;
  resource.addMetadata("cfn-lint", { config: { ignore_checks: ["W3005"] } });
  // The function of a custom resource belongs to the stack, not to the pipeline.
  for (const [key, value] of Object.entries(tags)) Tags.of(lambda).add(key, value);
  if (network) connect(lambda, role, functionName, network);
  if (tracing) trace(lambda, role);
}

/** Both actions have no resource: "Actions, resources, and condition keys for AWS X-Ray", Service Authorization Reference. */
function trace(lambda: IFunction, role: IGrantable): void {
  (lambda.node.defaultChild as CfnFunction).tracingConfig = { mode: "Active" };
  const actions = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];
  Grant.addToPrincipal({ grantee: role, actions, resourceArns: ["*"] });
}
