/** Every error of a send has a class, and this table is where it gets it. */

export type FailureClass =
  /** May pass: SQS retries. */
  | "transient"
  /** Will not pass for this contact: the other channel's turn. */
  | "permanent"
  /** The provider's quota: wait, it costs no retry. */
  | "throttled"
  /** The account's, the role's or the sender's, whoever the recipient is: wait until it is put right, at no attempt's cost. */
  | "configuration";

// Sources: the errors of SNS's Publish and CheckIfPhoneNumberIsOptedOut and of SES's SendEmail, and "Common Errors", in the API
// References of both. An SDK names some errors after the shape and some after the code, so both spellings stand here.

const PERMANENT = [
  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  "InvalidParameter",
  "InvalidParameterException",
  "ParameterValueInvalid",
  "InvalidParameterValueException",
  "EndpointDisabled",
  "EndpointDisabledException",
  // SNS's OptInPhoneNumber and End User Messaging know it; our own code of a number that has opted out, too.
  "OptedOut",
  "OptedOutException",
  // https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html. What of MessageRejected is the account's has a code
  // of its own: see `services/adapters/ses-rejection.ts`.
  "MessageRejected",
  "InvalidParameterValue",
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

const CONFIGURATION = [
  // SNS: the role.
  "AuthorizationError",
  "AuthorizationErrorException",
  // Common errors: the role, its credentials, the account's subscription.
  "AccessDenied",
  "AccessDeniedException",
  "NotAuthorized",
  "OptInRequired",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "SignatureDoesNotMatch",
  "InvalidSecurity",
  "InvalidSecurityException",
  "IncompleteSignature",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "ExpiredToken",
  "ExpiredTokenException",
  "CredentialsProviderError",
  // SES: pauses of the account's own, its configuration set, its domain.
  "AccountSendingPaused",
  "AccountSendingPausedException",
  "ConfigurationSetSendingPaused",
  "ConfigurationSetSendingPausedException",
  "ConfigurationSetDoesNotExist",
  "ConfigurationSetDoesNotExistException",
  "MailFromDomainNotVerified",
  "MailFromDomainNotVerifiedException",
  // SES, told apart by the adapter.
  "AccountPausedByAws",
  "SenderNotVerified",
  "RecipientNotVerified",
] as const;

const CLASSES: ReadonlyMap<string, FailureClass> = new Map([
  ...PERMANENT.map((code) => [code, "permanent"] as const),
  ...THROTTLED.map((code) => [code, "throttled"] as const),
  ...CONFIGURATION.map((code) => [code, "configuration"] as const),
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
