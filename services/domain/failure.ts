/** Every error of a send has a class, and this table is where it gets it. */

export type FailureClass =
  /** May pass: SQS retries. */
  | "transient"
  /** Will not pass for this contact: the other channel's turn. */
  | "permanent"
  /** The provider's quota: wait, it costs no retry. */
  | "throttled";

const PERMANENT = [
  // SNS Publish to a phone: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  "InvalidParameter",
  "InvalidParameterException",
  "InvalidParameterValue",
  "InvalidParameterValueException",
  "ParameterValueInvalid",
  "OptedOut",
  "OptedOutException",
  "EndpointDisabled",
  "EndpointDisabledException",
  // SES SendEmail: https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
  "MessageRejected",
] as const;

const THROTTLED = [
  "Throttled",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "RequestThrottled",
  "RequestThrottledException",
  "RequestLimitExceeded",
  "LimitExceededException",
] as const;

const CLASSES: ReadonlyMap<string, FailureClass> = new Map([
  ...PERMANENT.map((code) => [code, "permanent"] as const),
  ...THROTTLED.map((code) => [code, "throttled"] as const),
]);

/** A provider's refusal or failure, told by code alone: providers repeat phone numbers and addresses in their texts. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly failure: FailureClass;
  /**
   * @param code the provider's error code
   * @param answerLost the provider may have done what was asked: a time-out, a broken connection, an error of its own
   */
  constructor(
    readonly code: string,
    readonly answerLost: boolean,
  ) {
    super(code);
    this.failure = classify(code);
  }
}

/** The class of a provider's error code; an unknown one is transient. */
export function classify(code: string): FailureClass {
  return CLASSES.get(code) ?? "transient";
}

/** A message that could not be finished now: its record is reported as failed, and SQS brings it again. */
export class RetryLater extends Error {
  override readonly name = "RetryLater";
  constructor(readonly code: string) {
    super(code);
  }
}

/** The function's time ran out while a send waited for the provider's quota. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/** The code by which an error is logged: a provider's code or the error's name, never its text. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  if (error instanceof ProviderError || error instanceof RetryLater) return error.code;
  return error instanceof Error ? error.name : "UnknownError";
}
