/**
 * List prices for us-east-1 in US dollars, without tax, free tier or discounts. docs/costs.md has them all, and says which
 * vary or come from secondary sources.
 */

export const PRICES_OF = "November 2026";

export interface Price {
  readonly usd: number;
  /** For this number of units. */
  readonly per: number;
  readonly unit: string;
  /** The price page of AWS. */
  readonly page: string;
}

const MILLION = 1_000_000;
const END_USER_MESSAGING = "AWS End User Messaging Pricing";
const DYNAMODB = "Amazon DynamoDB pricing for on-demand capacity";

export const PRICES = {
  part: { usd: 0.00581, per: 1, unit: "a part", page: END_USER_MESSAGING },
  /** Fee of US carriers for 10DLC: 0.0030 to 0.0050, by carrier. */
  carrierFee: { usd: 0.0035, per: 1, unit: "a part", page: END_USER_MESSAGING },
  email: { usd: 0.1, per: 1_000, unit: "per 1,000", page: "Amazon SES pricing" },
  writeUnit: { usd: 0.625, per: MILLION, unit: "per million", page: DYNAMODB },
  readUnit: { usd: 0.125, per: MILLION, unit: "per million", page: DYNAMODB },
  lambdaSeconds: { usd: 0.0000133334, per: 1, unit: "a GB-s (Arm)", page: "AWS Lambda Pricing" },
  invocation: { usd: 0.2, per: MILLION, unit: "per million", page: "AWS Lambda Pricing" },
  sqsRequest: { usd: 0.4, per: MILLION, unit: "per million", page: "Amazon SQS pricing" },
  snsRequest: { usd: 0.5, per: MILLION, unit: "per million", page: "Amazon SNS pricing" },
  metricsRequest: { usd: 0.01, per: 1_000, unit: "per 1,000", page: "Amazon CloudWatch Pricing" },
  /** By the KB, of 1,000 bytes. */
  logs: { usd: 0.5, per: MILLION, unit: "a GB", page: "Amazon CloudWatch Pricing" },
  kmsRequest: { usd: 0.03, per: 10_000, unit: "per 10,000", page: "AWS Key Management Service pricing" },
} as const satisfies Readonly<Record<string, Price>>;

/** US dollars for a part of a text to a US phone: AWS's price and the carriers' fee for a 10DLC number. */
export const PART_PRICE = PRICES.part.usd + PRICES.carrierFee.usd;

export type PriceName = keyof typeof PRICES;

/** US dollars for a number of units. */
export function priceOf(name: PriceName, units: number): number {
  const { usd, per } = PRICES[name];
  return (units * usd) / per;
}

/** What docs/costs.md computes from these prices and from counted calls, in US dollars. */
export const COMPUTED_COSTS = {
  /** Of a reminder besides its text: computing, queues, tables, metrics, logs. At once, two parts a text. */
  reminder: 0.0000127,
  /** Of an environment in a month, whatever is sent, without its number: alarms, metrics, key and the like. */
  month: 42,
} as const;
