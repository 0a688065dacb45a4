import { Duration } from "aws-cdk-lib";
import { Grant, type IGrantable, type IPrincipal, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Function as LambdaFunction,
  LambdaInsightsVersion,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
} from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { FUNCTION_ENVIRONMENT } from "../../../../contracts/environment";
import { fitFunction } from "../../platform/fit-function";
import { functionArn } from "../../platform/function-arn";
import type { Platform } from "../../platform/platform";
import type { DataKey } from "../encryption/data-key";
import { EncryptedLogs } from "../encryption/encrypted-logs";
import { logGroupArn, logGroupOf } from "../encryption/log-groups";
import type { ReminderQueue } from "../messaging/reminder-queue";
import type { FunctionKind } from "./handler-bundle";
import { BUNDLE_HANDLER, handlerCode } from "./handler-code";

/** Exactly the environment variables that a kind of function needs. */
export type FunctionEnvironment<Kind extends FunctionKind> = {
  readonly [Variable in (typeof FUNCTION_ENVIRONMENT)[Kind][number]]: string;
};

export interface ReminderFunctionProps<Kind extends FunctionKind> {
  readonly kind: Kind;
  readonly functionName: string;
  readonly description: string;
  readonly timeout: Duration;
  /** MB, which also decides the CPU share: 1,769 MB have one vCPU ("Configure Lambda function memory", Lambda Developer Guide). */
  readonly memoryMb: number;
  /** How many invocations may run at the same time, where the platform has functions reserve their concurrency. */
  readonly concurrency: number;
  readonly environment: FunctionEnvironment<Kind>;
  /** Further files of the function's bundle, such as the profiles of the clinics: content by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Encrypts the logs. */
  readonly key: DataKey;
  /** Receives the events of asynchronous invocations that failed after all retries. */
  readonly deadLetters?: ReminderQueue;
  readonly platform: Platform;
}

/** How long Lambda retries an asynchronous invocation, also while throttled; then it goes to the dead-letter queue. */
const ASYNCHRONOUS = { retryAttempts: 2, maxEventAge: Duration.hours(4) };

/** A function of the pipeline with its own role, which may only log until more is granted. */
export class ReminderFunction<Kind extends FunctionKind = FunctionKind> extends Construct implements IGrantable {
  readonly kind: Kind;
  private readonly functionName: string;
  readonly lambda: LambdaFunction;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: ReminderFunctionProps<Kind>) {
    super(scope, id);
    const { kind, functionName, description, timeout, memoryMb, concurrency, environment, files, key } = props;
    const { deadLetters, platform } = props;
    this.kind = kind;
    this.functionName = functionName;
    const { logRetentionDays: retentionDays, lambdaInsights, reserveConcurrency } = platform;
    const logs = { logGroupName: logGroupOf(functionName), key, retentionDays, retain: false };
    const logGroup = new EncryptedLogs(this, "Logs", logs);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `Permissions of ${functionName}`,
    });
    this.grantPrincipal = role;
    logGroup.grantWrite(role);
    if (lambdaInsights) this.grantInsights();
    deadLetters?.grantSend(role);
    this.lambda = new LambdaFunction(this, "Function", {
      functionName,
      description,
      code: handlerCode(this, kind, files),
      handler: BUNDLE_HANDLER,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      ...(reserveConcurrency && { reservedConcurrentExecutions: concurrency }),
      // A postponed reminder returns through the function's own queue, possibly more than the 16 times after which Lambda
      // treats it as a loop ("Use Lambda recursive loop detection", Lambda Developer Guide).
      recursiveLoop: RecursiveLoop.ALLOW,
      timeout,
      environment,
      ...(deadLetters && { deadLetterQueue: deadLetters.queue, ...ASYNCHRONOUS }),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      ...(lambdaInsights && { insightsVersion: LambdaInsightsVersion.VERSION_1_0_498_0 }),
      // CDK's own grants, such as the one for Insights, are wider than needed; ours are written out.
      role: role.withoutPolicyUpdates(),
    });
    fitFunction(this.lambda, this, functionName, platform);
  }

  /** Allows the function to start further invocations of itself. */
  grantInvokeItself(): void {
    const resourceArns = [functionArn(this, this.functionName)];
    Grant.addToPrincipal({ grantee: this, actions: ["lambda:InvokeFunction"], resourceArns });
  }

  /** Allows Lambda Insights to log. AWS's managed policy would allow to create any log group. */
  private grantInsights(): void {
    const logGroup = logGroupArn(this, "/aws/lambda-insights");
    Grant.addToPrincipal({
      grantee: this,
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      resourceArns: [logGroup, `${logGroup}:*`],
    });
  }
}
