/** The values of `Ref` and `Fn::GetAtt` in the local run, by resource type. */
import type { Template } from "./assembly";
import { resolve, type Scope, Unresolvable } from "./intrinsics";

export const REGION = "us-east-1";
export const ACCOUNT = "000000000000";

interface References {
  /** The property with the physical name; if absent, AWS chooses the name, and the local run uses the logical id. */
  readonly name?: string;
  readonly ref: (name: string, endpoint: string) => string;
  readonly attributes: Record<string, (name: string, endpoint: string) => string>;
}

const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const queueUrl = (name: string, endpoint: string) => `${endpoint}/${ACCOUNT}/${name}`;
const table: References = {
  name: "TableName",
  ref: (name) => name,
  attributes: { Arn: (name) => arn("dynamodb", `table/${name}`) },
};

const iamArn = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;

const REFERENCES: Record<string, References> = {
  "AWS::SQS::Queue": {
    name: "QueueName",
    ref: queueUrl,
    attributes: { Arn: (name) => arn("sqs", name), QueueName: (name) => name, QueueUrl: queueUrl },
  },
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::SNS::Topic": {
    name: "TopicName",
    ref: (name) => arn("sns", name),
    attributes: { TopicArn: (name) => arn("sns", name), TopicName: (name) => name },
  },
  "AWS::Lambda::Function": {
    name: "FunctionName",
    ref: (name) => name,
    attributes: { Arn: (name) => arn("lambda", `function:${name}`) },
  },
  "AWS::IAM::Role": {
    name: "RoleName",
    ref: (name) => name,
    attributes: { Arn: (name) => iamArn(`role/${name}`) },
  },
  "AWS::IAM::ManagedPolicy": {
    name: "ManagedPolicyName",
    ref: (name) => iamArn(`policy/${name}`),
    attributes: { PolicyArn: (name) => iamArn(`policy/${name}`) },
  },
  "AWS::KMS::Key": {
    ref: (id) => id,
    attributes: { Arn: (id) => arn("kms", `key/${id}`), KeyId: (id) => id },
  },
  "AWS::KMS::Alias": { name: "AliasName", ref: (name) => name, attributes: {} },
  "AWS::Logs::LogGroup": {
    name: "LogGroupName",
    ref: (name) => name,
    attributes: { Arn: (name) => arn("logs", `log-group:${name}:*`) },
  },
  "AWS::Scheduler::Schedule": {
    name: "Name",
    ref: (name) => name,
    attributes: { Arn: (name) => arn("scheduler", `schedule/default/${name}`) },
  },
  "AWS::SecretsManager::Secret": {
    name: "Name",
    // Secrets Manager adds six random characters.
    ref: (name) => arn("secretsmanager", `secret:${name}-AbCdEf`),
    attributes: { Id: (name) => arn("secretsmanager", `secret:${name}-AbCdEf`) },
  },
  "AWS::SES::ConfigurationSet": { name: "Name", ref: (name) => name, attributes: {} },
  "AWS::SMSVOICE::ConfigurationSet": { name: "ConfigurationSetName", ref: (name) => name, attributes: {} },
  "AWS::SES::EmailIdentity": { name: "EmailIdentity", ref: (name) => name, attributes: {} },
};

const PSEUDO_PARAMETERS: Record<string, string | undefined> = {
  "AWS::Region": REGION,
  "AWS::AccountId": ACCOUNT,
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
  "AWS::NoValue": undefined,
};

/**
 * @param endpoint the origin of queue URLs, such as `http://127.0.0.1:4566`
 */
export function templateScope(template: Template, stackName: string, endpoint: string): Scope {
  const known = (logicalId: string) => {
    const resource = template.Resources[logicalId];
    if (!resource) throw new Unresolvable(`there is no ${logicalId}`);
    const references = REFERENCES[resource.Type];
    if (!references) throw new Unresolvable(`${logicalId} is a ${resource.Type}, which the local run does not know`);
    const name = references.name && resolve(resource.Properties?.[references.name], scope);
    return { references, name: String(name || logicalId) };
  };
  const scope: Scope = {
    mappings: template.Mappings ?? {},
    ref: (name) => {
      if (name in PSEUDO_PARAMETERS) return PSEUDO_PARAMETERS[name];
      if (name === "AWS::StackName") return stackName;
      const parameter = template.Parameters?.[name];
      if (parameter) {
        if (parameter.Default === undefined) throw new Unresolvable(`parameter ${name} has no default`);
        return parameter.Default;
      }
      const resource = known(name);
      return resource.references.ref(resource.name, endpoint);
    },
    attribute: (logicalId, attribute) => {
      const { references, name } = known(logicalId);
      const give = references.attributes[attribute];
      if (!give) throw new Unresolvable(`${logicalId}.${attribute} is not known to the local run`);
      return give(name, endpoint);
    },
  };
  return scope;
}
