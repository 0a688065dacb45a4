import { arnWildcard, resourceWildcard, wildcard } from "../../../../infra/local/access/wildcard";
import { fc } from "../../../support/data/properties";

test.each([
  ["sqs:*", "sqs:SendMessage", true],
  ["sqs:Send*", "sqs:SendMessage", true],
  ["sqs:Send*", "sqs:ReceiveMessage", false],
  ["SQS:sendmessage", "sqs:SendMessage", true],
  ["sqs:SendMessag?", "sqs:SendMessage", true],
  ["sqs:SendMessage?", "sqs:SendMessage", false],
  ["*", "sqs:SendMessage", true],
  ["sqs.SendMessage", "sqs:SendMessage", false],
])("the action pattern %s matches %s: %s", (pattern, action, expected) => {
  expect(wildcard(pattern, "i")(action)).toBe(expected);
});

test.each([
  ["arn:aws:sqs:us-east-1:1:work", "arn:aws:sqs:us-east-1:1:work", true],
  ["arn:aws:sqs:us-east-1:1:work", "arn:aws:sqs:us-east-1:1:Work", false],
  ["arn:aws:sqs:us-east-1:1:w*k", "arn:aws:sqs:us-east-1:1:work", true],
  ["arn:aws:sqs:*:1:work", "arn:aws:sqs:us-east-1:1:work", true],
  ["arn:aws:logs:us-east-1:1:log-group:a:*", "arn:aws:logs:us-east-1:1:log-group:a:log-stream:b", true],
  ["arn:aws:logs:us-east-1:1:log-group:a:*", "arn:aws:logs:us-east-1:1:log-group:ab:log-stream:b", false],
  ["arn:aws:logs:us-east-1:1:log-group:a*", "arn:aws:logs:us-east-1:1:log-group:ab:log-stream:c", true],
  ["arn:aws:logs:us-east-1:1:log-group:a*c", "arn:aws:logs:us-east-1:1:log-group:ab:log-stream:c", false],
  ["arn:aws:sns:*:*:*", "arn:aws:sns:us-east-1:1:events", true],
  ["arn:aws:sns:*:*:*", "+12065550100", false],
  ["*", "+12065550100", true],
])("the resource pattern %s matches %s: %s", (pattern, resource, expected) => {
  expect(resourceWildcard(pattern)(resource)).toBe(expected);
});

test.each([
  ["arn:aws:sns:*:1:events", "arn:aws:sns:us-east-1:1:events", true],
  ["arn:aws:sns:us-*:1:ev?nts", "arn:aws:sns:us-east-1:1:events", true],
  ["arn:aws:sns:*", "arn:aws:sns:us-east-1:1:events", false],
  ["arn:aws:logs:*:1:log-group:*", "arn:aws:logs:us-east-1:1:log-group:a:b", true],
])("the ARN condition %s matches %s: %s", (pattern, arn, expected) => {
  expect(arnWildcard(pattern)(arn)).toBe(expected);
});

test("a pattern without wildcards only matches itself", () => {
  const text = fc.string({ unit: fc.constantFrom(..."aZ:./+$^()[]\\|-") });
  fc.assert(
    fc.property(text, text, (pattern, other) => {
      expect(wildcard(pattern)(other)).toBe(pattern === other);
      expect(resourceWildcard(pattern)(other)).toBe(pattern === other);
    }),
  );
});

test("a text matches itself with any part replaced by a star", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), (text, a, b) => {
      const [start = 0, end = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
      expect(wildcard(`${text.slice(0, start)}*${text.slice(end)}`)(text)).toBe(true);
    }),
  );
});
