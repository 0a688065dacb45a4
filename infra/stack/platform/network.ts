/** The VPC that the functions are connected to, if the platform asks for one. */
import { type ISecurityGroup, type IVpc, Peer, Port, SecurityGroup, type SubnetSelection } from "aws-cdk-lib/aws-ec2";
import { Effect, type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { CfnFunction, IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { SettingsError } from "../settings/check-settings";
import type { Settings } from "../settings/settings";
import { functionArn } from "./function-arn";

/** Where the functions of the pipeline have their network interfaces. */
export interface Network {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** A VPC of another CDK app, instead of the settings `subnetIds` and `securityGroupIds`. */
export interface NetworkObjects {
  /** The VPC of the functions. It needs the endpoints of docs/platform.md#network, or a route to the internet. */
  readonly vpc?: IVpc;
  /** The subnets of `vpc`: by default its private ones. */
  readonly vpcSubnets?: SubnetSelection;
  /** The security groups of the functions, of `vpc`: by default a new one that allows HTTPS to anywhere, and nothing in. */
  readonly securityGroups?: readonly ISecurityGroup[];
}

/**
 * What Lambda does with network interfaces on behalf of a role, as in the managed policy AWSLambdaVPCAccessExecutionRole.
 * `DescribeNetworkInterfaces` needs all resources, and the identifiers of interfaces are not known before.
 */
export const NETWORK_ACTIONS = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/**
 * The network that settings or objects describe.
 * @returns undefined if the functions are in no VPC of the account
 * @throws SettingsError if both describe one, or the objects are incomplete
 */
export function networkOf(scope: Construct, settings: Settings, objects: NetworkObjects): Network | undefined {
  const { subnetIds, securityGroupIds } = settings;
  const { vpc, vpcSubnets, securityGroups } = objects;
  if (!vpc) {
    if (vpcSubnets || securityGroups) throw new SettingsError("vpcSubnets and securityGroups need their vpc.");
    return subnetIds.length > 0 ? { subnetIds, securityGroupIds } : undefined;
  }
  if (subnetIds.length > 0) throw new SettingsError("vpc and subnetIds conflict: both say where the functions are.");
  const groups = securityGroups ?? [securityGroupOf(scope, vpc)];
  return {
    subnetIds: vpc.selectSubnets(vpcSubnets).subnetIds,
    securityGroupIds: groups.map(({ securityGroupId }) => securityGroupId),
  };
}

/** Nothing connects to the functions, and they call AWS over HTTPS only. */
function securityGroupOf(scope: Construct, vpc: IVpc): ISecurityGroup {
  const description = "The functions of the appointment reminders";
  const group = new SecurityGroup(scope, "SecurityGroup", { vpc, description, allowAllOutbound: false });
  group.addEgressRule(Peer.anyIpv4(), Port.HTTPS, "Calls of AWS services");
  return group;
}

/**
 * Connects a function to the network, and allows Lambda what it needs for that. CDK's own way would attach AWS's managed
 * policy, which also lets the function's code change the interfaces of others.
 * @param role of the function
 */
export function connect(lambda: IFunction, role: IGrantable, functionName: string, network: Network): void {
  const { subnetIds, securityGroupIds } = network;
  const resource = lambda.node.defaultChild as CfnFunction;
  resource.vpcConfig = { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
  const everywhere = { actions: NETWORK_ACTIONS, resources: ["*"] };
  role.grantPrincipal.addToPrincipalPolicy(new PolicyStatement(everywhere));
  // Only for Lambda: calls of the function's code name the function ("Giving Lambda functions access to resources in an
  // Amazon VPC", Lambda Developer Guide).
  role.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      ...everywhere,
      effect: Effect.DENY,
      conditions: { ArnEquals: { "lambda:SourceFunctionArn": functionArn(lambda, functionName) } },
    }),
  );
}
