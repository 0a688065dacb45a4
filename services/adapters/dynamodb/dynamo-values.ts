/** How values are written to DynamoDB, and read from it. */

export const TO_DYNAMO = { removeUndefinedValues: true };

/** The SDK's own way fails a whole page for one number with decimals beyond 2^53. */
export const FROM_DYNAMO = { wrapNumbers: Number };
