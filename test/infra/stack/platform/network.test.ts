import { readFileSync } from "node:fs";
import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { SecurityGroup, SubnetType, Vpc } from "aws-cdk-lib/aws-ec2";
import { AppointmentReminders } from "../../../../infra/stack/appointment-reminders";
import type { PlatformObjects } from "../../../../infra/stack/platform/platform";
import { emptyApp } from "../build-stack";
import { VARIANTS } from "../checks/checked-stack";
import { permissionsOfRole } from "../constructs/permissions";
import { type Properties, SynthesizedStack } from "../synthesized-stack";

const NETWORK = { subnetIds: ["subnet-0a1b2c3d", "subnet-0a1b2c3e"], securityGroupIds: ["sg-0a1b2c3d"] };
const MANAGED = { smsAccountSettings: "managed", smsMonthlySpendLimit: 5 } as const;
const outside = new SynthesizedStack(MANAGED);
const inside = new SynthesizedStack({ ...MANAGED, ...NETWORK });
const functionsOf = (stack: SynthesizedStack) =>
  stack.ofType("AWS::Lambda::Function").map(({ Properties }) => Properties);

const ACTIONS = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

test("without the settings no function is in a VPC of the account", () => {
  expect(functionsOf(outside).map(({ VpcConfig }) => VpcConfig)).toEqual(Array(9).fill(undefined));
});

test("with them every function is in these subnets and groups, that of the custom resource too", () => {
  const VpcConfig = { SubnetIds: NETWORK.subnetIds, SecurityGroupIds: NETWORK.securityGroupIds };
  expect(functionsOf(inside).map((of) => of.VpcConfig)).toEqual(Array(9).fill(VpcConfig));
});

test("Lambda may manage the network interfaces of each function, and the code of the function may not", () => {
  for (const { FunctionName, Role } of functionsOf(inside)) {
    const added = permissionsOfRole(inside, Role["Fn::GetAtt"][0]).filter(
      (line) => !permissionsOfRole(outside, Role["Fn::GetAtt"][0]).includes(line),
    );
    const arn = `arn:AWS::Partition:lambda:AWS::Region:AWS::AccountId:function:${FunctionName}`;
    expect(added).toEqual([
      ...ACTIONS.map((action) => `Allow ${action} on *`),
      ...ACTIONS.map((action) => `Deny ${action} on * if {ArnEquals: {lambda:SourceFunctionArn: ${arn}}}`),
    ]);
  }
});

test("a function is created after the policy with which Lambda connects it", () => {
  const policyOf = (role: string) =>
    Object.entries(inside.resources).find(
      ([, { Type, Properties }]) =>
        Type === "AWS::IAM::Policy" && Properties.Roles.some((of: Properties) => of.Ref === role),
    )?.[0];
  for (const { Properties, DependsOn } of inside.ofType("AWS::Lambda::Function"))
    expect(DependsOn).toContain(policyOf(Properties.Role["Fn::GetAtt"][0]));
});

describe("A VPC of another app", () => {
  const build = (objects: (stack: Stack, vpc: Vpc) => PlatformObjects) => {
    const stack = new Stack(emptyApp(), "Theirs");
    const vpc = new Vpc(stack, "Vpc", { maxAzs: 2, natGateways: 0, subnetConfiguration: SUBNETS });
    new AppointmentReminders(stack, "Reminders", objects(stack, vpc));
    return Template.fromStack(stack);
  };
  const SUBNETS = [
    { name: "app", subnetType: SubnetType.PRIVATE_ISOLATED },
    { name: "data", subnetType: SubnetType.PRIVATE_ISOLATED },
  ];
  const networksOf = (template: Template) =>
    Object.values(template.findResources("AWS::Lambda::Function"))
      .filter(({ Properties }) => /^(appointment|sms|delivery|daily)/.test(Properties.FunctionName ?? ""))
      .map(({ Properties }) => Properties.VpcConfig);

  test("its subnets are chosen as in CDK, and a new security group only lets HTTPS out", () => {
    const template = build((_stack, vpc) => ({ vpc, vpcSubnets: { subnetGroupName: "app" } }));
    const [first, ...others] = networksOf(template);
    expect(others).toEqual(Array(7).fill(first));
    expect(first.SubnetIds).toEqual([expect.anything(), expect.anything()]);
    expect(JSON.stringify(first.SubnetIds)).not.toContain("data");
    const [group] = Object.values(template.findResources("AWS::EC2::SecurityGroup"));
    expect(group?.Properties.SecurityGroupIngress).toBeUndefined();
    expect(group?.Properties.SecurityGroupEgress).toEqual([
      expect.objectContaining({ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "0.0.0.0/0" }),
    ]);
  });

  test("its own security groups are used if they are given", () => {
    const template = build((stack, vpc) => ({
      vpc,
      vpcSubnets: { subnetGroupName: "app" },
      securityGroups: [new SecurityGroup(stack, "Theirs", { vpc })],
    }));
    template.resourceCountIs("AWS::EC2::SecurityGroup", 1);
    expect(JSON.stringify(networksOf(template)[0].SecurityGroupIds)).toMatch(/Theirs/);
  });

  test("it conflicts with the ids of subnets, and subnets need their VPC", () => {
    expect(() => build((_stack, vpc) => ({ vpc, ...NETWORK }))).toThrow("vpc and subnetIds conflict");
    expect(() => build(() => ({ vpcSubnets: {} }))).toThrow("vpcSubnets and securityGroups need their vpc.");
  });
});

/** What the calls of each service go to. Those without an endpoint are made by AWS, with the role or on its behalf. */
const ENDPOINTS: Readonly<Record<string, string | undefined>> = {
  cloudwatch: "monitoring",
  dynamodb: "dynamodb",
  ses: "email",
  "sms-voice": "pinpoint-sms-voice-v2",
  sns: "sns",
  sqs: "sqs",
  lambda: "lambda",
  logs: "logs",
  ec2: undefined,
  iam: undefined,
  xray: undefined,
  kms: undefined,
};

test("the table of endpoints has one for every service that the functions call", () => {
  const shared = new SynthesizedStack({ ...VARIANTS["a platform with rules"], smsCarrier: "sns" });
  const lines = functionsOf(shared).flatMap(({ Role }) => permissionsOfRole(shared, Role["Fn::GetAtt"][0]));
  const services = [...new Set(lines.map((line) => / ([a-z0-9-]+):/.exec(line)?.[1] ?? ""))];
  expect(services.filter((service) => !(service in ENDPOINTS))).toEqual([]);
  const needed = services.flatMap((service) => ENDPOINTS[service] ?? []);
  const [, section = ""] = /\n## Network\n([\s\S]*?)(?:\n## |$)/.exec(readFileSync("docs/platform.md", "utf8")) ?? [];
  const named = [...section.matchAll(/^\| `com\.amazonaws\.REGION\.([\w-]+)` \|/gm)].map(([, name]) => name);
  // The answer of the custom resource goes to CloudFormation by a signed address of S3.
  expect(named.sort()).toEqual([...needed, "s3"].sort());
});
