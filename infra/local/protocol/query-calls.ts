/** Translates calls and responses of SDKs that use the query protocol for services that use AWS JSON here. */
import { type Answer, AwsError, type Call, queryParameters, type Service, xmlAnswer } from "./call";
import { CLOUDWATCH } from "./cloudwatch-operations";
import { readForm } from "./read-form";
import type { QueryService, Structure } from "./shape";
import { SQS } from "./sqs-operations";
import { contentOf } from "./write-xml";

/** By the service name in the signature. */
const SERVICES: Readonly<Record<string, QueryService>> = { monitoring: CLOUDWATCH, sqs: SQS };
/** Services that only support AWS JSON here. SNS, SES and STS only support the query protocol. */
const IN_JSON_ONLY: readonly string[] = ["dynamodb", "kms", "lambda", "scheduler"];

/**
 * Everything behind `serve` (roles, faults, records, times) only handles one protocol.
 * @throws {AwsError} with the code for the caller's protocol; also if a call in the query protocol has an unknown operation
 * or a parameter of the wrong type
 */
export async function inQueryProtocol(call: Call, serve: Service): Promise<Answer> {
  const service = call.protocol === "query" ? SERVICES[call.service] : undefined;
  if (call.protocol === "query" && IN_JSON_ONLY.includes(call.service)) {
    throw new AwsError("InvalidAction", 400, `The local run supports ${call.service} only in AWS JSON`);
  }
  if (!service) return serve(call);
  const { operation } = call;
  const shapes = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (!shapes) throw new AwsError("InvalidAction", 400, `The local run has no ${call.service} ${operation}`);
  try {
    const result = await askInJson(call, shapes.input, serve);
    return xmlAnswer(operation, service.namespace, shapes.output && contentOf(result, shapes.output));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const code = service.errorCodes[error.code] ?? error.queryCode ?? error.code;
    throw new AwsError(code, error.status, error.message);
  }
}

async function askInJson(call: Call, input: Structure, serve: Service): Promise<unknown> {
  const parameters = readForm(queryParameters(call), input);
  // An SDK may name the queue only in the path.
  const [path = ""] = call.path.replace(/^\//, "").split("?");
  if ("QueueUrl" in input.members && path) parameters.QueueUrl ??= path.replace(/\/$/, "");
  const headers = { ...call.headers, "content-type": "application/x-amz-json-1.0" };
  const answer = await serve({ ...call, protocol: "json", headers, body: Buffer.from(JSON.stringify(parameters)) });
  const result = JSON.parse(String(answer.body) || "{}") as Record<string, unknown>;
  if (answer.status === 200) return result;
  const { __type = "", message = "" } = result;
  throw new AwsError(String(__type).split("#").at(-1) ?? "", answer.status, String(message));
}
