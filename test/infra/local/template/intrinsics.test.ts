import { resolve, type Scope, Unresolvable } from "../../../../infra/local/template/intrinsics";

const scope: Scope = {
  ref: (name) => {
    if (name === "AWS::NoValue") return undefined;
    if (name === "Queue") return "http://127.0.0.1:1/000000000000/work";
    throw new Unresolvable(`there is no ${name}`);
  },
  attribute: (logicalId, name) => `${logicalId}/${name}`,
  mappings: { Runtimes: { "us-east-1": { node: "nodejs24.x" } } },
};

test.each([
  ["Ref", { Ref: "Queue" }, "http://127.0.0.1:1/000000000000/work"],
  ["Fn::GetAtt with a list", { "Fn::GetAtt": ["Queue", "Arn"] }, "Queue/Arn"],
  ["Fn::GetAtt with a dotted name", { "Fn::GetAtt": "Table.Stream.Arn" }, "Table/Stream.Arn"],
  ["Fn::Join", { "Fn::Join": [":", ["a", { "Fn::GetAtt": ["Queue", "Arn"] }, 3]] }, "a:Queue/Arn:3"],
  ["Fn::Split and Fn::Select", { "Fn::Select": ["1", { "Fn::Split": ["/", { Ref: "Queue" }] }] }, ""],
  ["Fn::FindInMap", { "Fn::FindInMap": ["Runtimes", "us-east-1", "node"] }, "nodejs24.x"],
  ["Fn::Sub of resources", { "Fn::Sub": "$" + "{Queue.Arn}-$" + "{!Literal}" }, "Queue/Arn-$" + "{Literal}"],
  ["Fn::Sub with variables", { "Fn::Sub": ["<$" + "{x}>", { x: { "Fn::GetAtt": ["Queue", "Arn"] } }] }, "<Queue/Arn>"],
])("%s is resolved", (_, value, expected) => {
  expect(resolve(value, scope)).toBe(expected);
});

test("values that resolve to AWS::NoValue are removed from objects and lists", () => {
  const value = { kept: 1, gone: { Ref: "AWS::NoValue" }, list: [{ Ref: "AWS::NoValue" }, "a"] };
  expect(resolve(value, scope)).toEqual({ kept: 1, list: ["a"] });
});

test("an object with one key that is not an intrinsic function does not change", () => {
  expect(resolve({ Reference: "a" }, scope)).toEqual({ Reference: "a" });
});

test.each([
  ["an unknown function", { "Fn::ImportValue": "x" }],
  ["a condition", { "Fn::If": ["IsProd", 1, 2] }],
  ["a reference to nothing", { Ref: "Nobody" }],
  ["a map without the entry", { "Fn::FindInMap": ["Runtimes", "eu-west-1", "node"] }],
  ["an index out of range", { "Fn::Select": [3, ["a"]] }],
  ["a list where a text is needed", { "Fn::Join": [":", [["a"]]] }],
])("%s is an error, not a guess", (_, value) => {
  expect(() => resolve(value, scope)).toThrow(Unresolvable);
});
