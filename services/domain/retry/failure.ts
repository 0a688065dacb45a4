/** The class of each error of a send. */

export type FailureClass =
  /** It may pass: SQS retries. */
  | "transient"
  /** It will not pass for this contact: the other channel is tried. */
  | "permanent"
  /** The provider's quota is used up: the reminder waits, which uses up no attempt. */
  | "throttled"
  /** The account, the role or the sender must be corrected: the reminder waits, which uses up no attempt. */
  | "configuration";

// docs/aws-facts.md, "Error codes", has the source of each code. An SDK names some errors by the shape and some by the
// code, so both spellings are listed.

const PERMANENT = [
  // SNS, Publish: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  "InvalidParameter",
  "InvalidParameterException",
  "ParameterValueInvalid",
  "InvalidParameterValueException",
  "EndpointDisabled",
  "EndpointDisabledException",
  // Also SendTextMessage, for the reasons that have no code of their own: the price, the country, the text.
  "ValidationException",
  // Our own code for a number that has opted out. SNS has it for CreateSMSSandboxPhoneNumber only; End User
  // Messaging refuses the text with a reason.
  "OptedOut",
  "OptedOutException",
  // End User Messaging, SendTextMessage, with the reason:
  // https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
  "ConflictException.DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
  "ConflictException.DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE",
  // SES, SendRawEmail: https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html. A MessageRejected because
  // of the account has a code of its own: see `services/adapters/carriers/ses-rejection.ts`.
  "MessageRejected",
  // Common errors: https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html
  "InvalidParameterValue",
  "ValidationError",
] as const;

const THROTTLED = [
  // SNS, CheckIfPhoneNumberIsOptedOut: https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html
  "Throttled",
  "ThrottledException",
  // SES, for a rate and for a day's quota: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
  "Throttling",
  "ThrottlingException",
  // Other codes that the SDK treats as throttling: THROTTLING_ERROR_CODES of @smithy/core.
  "TooManyRequestsException",
  "RequestThrottled",
  "RequestThrottledException",
  "RequestLimitExceeded",
  "LimitExceededException",
] as const;

const CONFIGURATION = [
  // SNS, Publish: the role and its signature.
  "AuthorizationError",
  "AuthorizationErrorException",
  "InvalidSecurity",
  "InvalidSecurityException",
  // Common errors, https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html, and their names in older lists and
  // other services: the role, its credentials, the account's subscription.
  "AccessDenied",
  "AccessDeniedException",
  "NotAuthorized",
  "OptInRequired",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "SignatureDoesNotMatch",
  "IncompleteSignature",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "ExpiredToken",
  "ExpiredTokenException",
  // The SDK's own: there are no credentials.
  "CredentialsProviderError",
  // SES, SendRawEmail: the account paused itself, its configuration set, its domain.
  "AccountSendingPaused",
  "AccountSendingPausedException",
  "ConfigurationSetSendingPaused",
  "ConfigurationSetSendingPausedException",
  "ConfigurationSetDoesNotExist",
  "ConfigurationSetDoesNotExistException",
  "MailFromDomainNotVerified",
  "MailFromDomainNotVerifiedException",
  // SES, distinguished by the adapter.
  "AccountPausedByAws",
  "SenderNotVerified",
  "RecipientNotVerified",
  // End User Messaging, SendTextMessage: the number that the text comes from, its registration, the sandbox; the spend limit.
  "ConflictException",
  "ResourceNotFoundException",
  "ServiceQuotaExceededException",
  "ValidationException.CHANNEL_NOT_ENABLED",
  "ValidationException.COUNTRY_CODE_MISMATCH",
  "ValidationException.INVALID_ARN",
  "ValidationException.INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
  "ValidationException.RESOURCE_NOT_ACCESSIBLE",
  "ValidationException.SENDER_ID_NOT_REGISTERED",
  "ValidationException.SENDER_ID_NOT_SUPPORTED",
  "ValidationException.SENDER_ID_REQUIRES_REGISTRATION",
  "ValidationException.UNSPECIFIED_PARAMETER_NOT_SUPPORTED",
  // The same, distinguished by the adapter.
  "InvalidOriginationIdentity",
  "InvalidConfigurationSet",
] as const;

const CLASSES: ReadonlyMap<string, FailureClass> = new Map([
  ...PERMANENT.map((code) => [code, "permanent"] as const),
  ...THROTTLED.map((code) => [code, "throttled"] as const),
  ...CONFIGURATION.map((code) => [code, "configuration"] as const),
]);

/** A provider's refusal or failure. It has the code only: providers repeat phone numbers and addresses in their texts. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly failure: FailureClass;
  /**
   * @param code the provider's error code
   * @param sendInDoubt the provider may have carried out the request: a time-out, a broken connection, an error of its own
   */
  constructor(
    readonly code: string,
    readonly sendInDoubt: boolean,
  ) {
    super(code);
    this.failure = classify(code);
  }
}

/**
 * The class of a provider's error code; an unknown one is transient.
 * @param code an error's name, or its name and its reason, separated by a dot: the class of a name holds for its reasons
 */
export function classify(code: string): FailureClass {
  return CLASSES.get(code) ?? CLASSES.get(code.replace(/\..*/s, "")) ?? "transient";
}

/** A message that could not be finished now: its record is reported as failed, and SQS delivers it again. */
export class RetryLater extends Error {
  override readonly name = "RetryLater";
  /** @param isHeldByItself another delivery of the same message holds the notification, or has just ended it */
  constructor(
    readonly code: string,
    readonly isHeldByItself = false,
  ) {
    super(code);
  }
}

/** The function ran out of time while a send waited for the provider's quota. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/** An operator has stopped the channel, or it is not known whether one has or whether the appointment still stands. */
export class SendingStopped extends Error {
  override readonly name = "SendingStopped";
  /** @param code `SENDING_STOPPED`, `STOPS_UNREADABLE` or `APPOINTMENT_UNREADABLE` */
  constructor(readonly code: string) {
    super(code);
  }
}

/** The send window closed before the text could go out: nothing was handed to the carrier. */
export class WindowClosed extends Error {
  override readonly name = "WindowClosed";
}

/** The code with which an error is logged: a provider's code or the error's name, never its message. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  if (error instanceof ProviderError || error instanceof RetryLater || error instanceof SendingStopped)
    return error.code;
  return error instanceof Error ? error.name : "UnknownError";
}
