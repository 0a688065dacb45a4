/** Conversions of values to and from DynamoDB. */

export const TO_DYNAMO = { removeUndefinedValues: true };

/** The SDK's default rejects a whole page because of one number with decimals beyond 2^53. */
export const FROM_DYNAMO = { wrapNumbers: Number };
